import ArgumentParser
import Foundation
import Reports

/// A time of the command line: `2026-11-30`, `2026-11-30T15:14Z`, or so long ago: `90d`, `12w`, `36h`.
struct PointInTime: ExpressibleByArgument {
  /// In seconds since 1970.
  var seconds: Int

  init?(argument: String) {
    if let seconds = TimeText.seconds(argument) {
      self.seconds = seconds
      return
    }
    let units = ["h": 3600, "d": 86_400, "w": 7 * 86_400]
    guard let unit = argument.last.flatMap({ units[String($0)] }), argument.utf8.count <= 8,
      argument.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(argument.dropLast())
    else { return nil }
    seconds = Int(Date().timeIntervalSince1970) - count * unit
  }
}
