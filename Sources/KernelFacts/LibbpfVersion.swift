/// A libbpf's version, such as 1.4.
public struct LibbpfVersion: Hashable, Sendable, Comparable {
  /// The first number.
  public var major: Int
  /// The second number.
  public var minor: Int

  /// A version.
  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// A version from text such as `1.4` or `v1.4`. Nil when the text is something else.
  public init?(_ text: some StringProtocol) {
    let parts = text.drop { $0 == "v" }.split(separator: ".")
    guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
    self.init(major, minor)
  }

  /// By number: 1.4 < 1.10.
  public static func < (left: LibbpfVersion, right: LibbpfVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}

extension LibbpfVersion: CustomStringConvertible {
  /// `1.4`.
  public var description: String { "\(major).\(minor)" }
}
