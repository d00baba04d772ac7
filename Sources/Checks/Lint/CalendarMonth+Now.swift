import Findings
import Foundation

extension CalendarMonth {
  /// The month that it is, in UTC: the same on every machine.
  static var current: CalendarMonth {
    var now = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&now, &parts)
    return unsafe CalendarMonth(year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1) ?? .first
  }
}
