/// Times as people read them, in UTC: the same on every machine.
public enum TimeText {
  private static let day = 86_400

  /// `2026-11-30 15:14`, of seconds since 1970.
  public static func minute(_ seconds: Int) -> String {
    let rest = seconds - floor(seconds) * day
    return "\(date(seconds)) \(two(rest / 3600)):\(two(rest / 60 % 60))"
  }

  /// `2026-11-30`, of seconds since 1970. The calendar's rule for days is Howard Hinnant's `civil_from_days`.
  public static func date(_ seconds: Int) -> String {
    let days = floor(seconds) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isNextYear = month >= 10
    return "\(year + era * 400 + (isNextYear ? 1 : 0))-\(two(isNextYear ? month - 9 : month + 3))-"
      + two(dayOfYear - (153 * month + 2) / 5 + 1)
  }

  /// Seconds since 1970 of a day's begin, or of a minute of it: `2026-11-30`, `2026-11-30 15:14`, `2026-11-30T15:14:05Z`.
  /// Nil for what is none.
  public static func seconds(_ text: String) -> Int? {
    let halves = text.split(omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
    guard let first = halves.first, halves.count <= 2, let days = days(first) else { return nil }
    guard halves.count == 2 else { return days * day }
    var clock = halves[1]
    if clock.last == "Z" { clock.removeLast() }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { digits($0, 2) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1], hour < 24, minute < 60
    else { return nil }
    guard parts.count == 2 || parts[2] ?? 60 < 60 else { return nil }
    return days * day + hour * 3600 + minute * 60 + (parts.count == 3 ? parts[2] ?? 0 : 0)
  }

  private static func days(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = digits(parts[0], 4), let month = digits(parts[1], 2),
      let day = digits(parts[2], 2), (1970...2999).contains(year), (1...12).contains(month), day >= 1
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = shifted / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    // A day that the month does not have is one of the next.
    return date(days * Self.day) == "\(text)" ? days : nil
  }

  private static func digits(_ text: Substring, _ count: Int) -> Int? {
    text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  private static func floor(_ seconds: Int) -> Int { seconds >= 0 ? seconds / day : -((day - 1 - seconds) / day) }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
