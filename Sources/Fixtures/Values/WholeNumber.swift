/// A whole number of up to 128 bits and its sign: what any integer of C can hold, signed or not.
public struct WholeNumber: Hashable, Sendable {
  /// Whether it is below zero.
  public let isNegative: Bool
  /// Its distance from zero.
  public let magnitude: UInt128

  /// A number; zero has no sign.
  public init(isNegative: Bool, magnitude: UInt128) {
    self.isNegative = isNegative && magnitude != 0
    self.magnitude = magnitude
  }

  /// The number that an integer is.
  public init(_ number: some BinaryInteger) {
    self.init(isNegative: number < 0, magnitude: UInt128(number.magnitude))
  }

  /// What bits say when they are read as an integer of their width.
  public init(bits: UInt128, width: Int, isSigned: Bool) {
    let isNegative = isSigned && width > 0 && bits >> (width - 1) & 1 == 1
    self.init(isNegative: isNegative, magnitude: isNegative ? (0 &- bits) & Self.ones(width) : bits & Self.ones(width))
  }

  /// Reads decimal digits, or such after `0x`, `0o` or `0b`, with a sign; `_` may separate digits. Nil for other text and
  /// for more than 128 bits.
  public init?(_ text: some StringProtocol) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    var radix = 10
    for (prefix, base) in [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      radix = base
      digits = digits.dropFirst(2)
      break
    }
    // Zeros may be many, digits that count are not.
    guard digits.utf8.count <= 200 else { return nil }
    let groups = digits.split(separator: "_", omittingEmptySubsequences: false)
    guard
      groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") } }),
      let magnitude = UInt128(groups.joined(), radix: radix)
    else { return nil }
    self.init(isNegative: isNegative, magnitude: magnitude)
  }

  /// The two's complement of the number in a width: what stands in memory.
  public func bits(width: Int) -> UInt128 { (isNegative ? 0 &- magnitude : magnitude) & Self.ones(width) }

  /// Whether an integer of a width can hold it.
  func fits(width: Int, isSigned: Bool) -> Bool {
    let most = Self.ones(isSigned ? width - 1 : width)
    // One more below zero than above.
    return isNegative ? isSigned && magnitude - 1 <= most : magnitude <= most
  }

  /// The numbers that fit an integer of a width, in words.
  static func range(width: Int, isSigned: Bool) -> String {
    guard isSigned else { return "0 to \(ones(width))" }
    let most = ones(width - 1)
    return "-\(most + 1) to \(most)"
  }

  /// The sum; nil when it takes more than 128 bits.
  func adding(_ other: WholeNumber) -> WholeNumber? {
    if isNegative == other.isNegative {
      let (sum, overflow) = magnitude.addingReportingOverflow(other.magnitude)
      return overflow ? nil : WholeNumber(isNegative: isNegative, magnitude: sum)
    }
    return magnitude >= other.magnitude
      ? WholeNumber(isNegative: isNegative, magnitude: magnitude - other.magnitude)
      : WholeNumber(isNegative: other.isNegative, magnitude: other.magnitude - magnitude)
  }

  private static func ones(_ width: Int) -> UInt128 { width >= 128 ? .max : (1 << UInt128(max(width, 0))) - 1 }
}

extension WholeNumber: Comparable {
  /// The order of numbers.
  public static func < (left: WholeNumber, right: WholeNumber) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.magnitude < left.magnitude : left.magnitude < right.magnitude
  }
}

extension WholeNumber: CustomStringConvertible {
  /// The number in decimal digits.
  public var description: String { (isNegative ? "-" : "") + String(magnitude) }
}
