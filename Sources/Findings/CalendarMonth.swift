/// A month, such as 2027-06.
public struct CalendarMonth: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The year.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int

  /// January 1970.
  public static let first = CalendarMonth(1970, 1)

  private init(_ year: Int, _ month: Int) {
    self.year = year
    self.month = month
  }

  /// A month; nil for one that no calendar has.
  public init?(year: Int, month: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// Reads `2027-06`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, let year = Int(parts[0]),
      let month = Int(parts[1])
    else { return nil }
    self.init(year: year, month: month)
  }

  /// By time.
  public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }

  /// `2027-06`.
  public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}
