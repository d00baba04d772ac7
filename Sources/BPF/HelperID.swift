/// A helper function's number, as a call instruction's immediate holds it.
public struct HelperID: RawRepresentable, Hashable, Sendable {
  /// The number.
  public var rawValue: UInt32

  /// The helper with this number, known or not.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The helper with this name, such as `bpf_map_lookup_elem`; nil when there is none.
  public init?(name: String) {
    guard let number = HelperTable.numbers[name] else { return nil }
    rawValue = number
  }

  /// The name in the verifier's words, such as `bpf_map_lookup_elem`; nil for a number that no kernel knows.
  public var name: String? {
    rawValue < UInt32(HelperTable.names.count) ? HelperTable.names[Int(rawValue)] : nil
  }

  /// Every helper there is, by number. Number 0, `bpf_unspec`, cannot be called.
  public static var all: [HelperID] { (1..<max(1, HelperTable.names.count)).map { HelperID(rawValue: UInt32($0)) } }
}
