/// Times as text, in nanoseconds: `5ms`, `1.5s`, `2min`.
enum DurationText {
  private static let units: [(name: String, nanoseconds: UInt128)] = [
    ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
    ("h", 3_600_000_000_000),
  ]

  /// The nanoseconds of a number with a unit; nil for other text, and for parts of a nanosecond.
  static func nanoseconds(_ text: some StringProtocol) -> UInt128? {
    guard text.utf8.count <= 40, let unit = units.first(where: { text.hasSuffix($0.name) }) else { return nil }
    var number = Substring(text).dropLast(unit.name.count)
    while number.last == " " { number.removeLast() }
    let halves = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = digits(halves[0]) else { return nil }
    let (most, overflow) = whole.multipliedReportingOverflow(by: unit.nanoseconds)
    guard !overflow else { return nil }
    guard halves.count == 2 else { return most }
    guard halves[1].utf8.count <= 18, let part = digits(halves[1]) else { return nil }
    let scale = (0..<halves[1].utf8.count).reduce(UInt128(1)) { scale, _ in scale * 10 }
    let (rest, remainder) = (part * unit.nanoseconds).quotientAndRemainder(dividingBy: scale)
    return remainder == 0 ? most + rest : nil
  }

  /// Nanoseconds in the largest unit in which they are a whole number.
  static func text(_ nanoseconds: UInt128) -> String {
    let unit = units.filter { $0.name != "h" && $0.name != "min" && nanoseconds % $0.nanoseconds == 0 }
      .max { $0.nanoseconds < $1.nanoseconds }
    guard let unit, nanoseconds != 0 else { return "\(nanoseconds)ns" }
    return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
  }

  private static func digits(_ text: Substring) -> UInt128? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return UInt128(text)
  }
}
