/// A kernel's `.config`.
public struct KernelConfiguration: Hashable, Sendable {
  private let values: [String: String]

  /// Reads the text: lines of `CONFIG_NAME=value`.
  public init(_ text: String) {
    var values: [String: String] = [:]
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "C") {
      guard let equal = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      values[String(Substring(line[..<equal]))] = String(Substring(line[line.index(after: equal)...]))
    }
    self.values = values
  }

  /// The value of an option: `y`, `m`, a number or a text; nil when it is not set.
  public func value(_ option: String) -> String? { values[option] }

  /// Whether an option is built in.
  public func has(_ option: String) -> Bool { values[option] == "y" }
}
