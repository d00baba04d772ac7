/// A kernel's version, such as 6.18.44. Comparable: 5.4 < 5.10 < 6.1.
public struct KernelVersion: Hashable, Sendable, Comparable {
  /// The first number.
  public var major: Int
  /// The second number.
  public var minor: Int
  /// The third number; 0 when a fact is about a release as such.
  public var patch: Int

  /// A version.
  public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// A version from what `uname -r` or a table says: `6.18`, `6.1.0-50-cloud-amd64`, `5.10.251`. What follows the
  /// numbers is ignored. Nil when the text does not begin with two numbers joined by a dot.
  public init?(_ text: some StringProtocol) {
    var numbers: [Int] = []
    for part in text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false) {
      let digits = part.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { break }
      numbers.append(number)
      if digits.endIndex != part.endIndex { break }
    }
    guard numbers.count >= 2 else { return nil }
    self.init(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
  }

  /// By number: 5.4 < 5.10.
  public static func < (left: KernelVersion, right: KernelVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }
}

extension KernelVersion: CustomStringConvertible {
  /// `6.18.44`, or `6.18` when the third number is 0.
  public var description: String { patch == 0 ? "\(major).\(minor)" : "\(major).\(minor).\(patch)" }
}
