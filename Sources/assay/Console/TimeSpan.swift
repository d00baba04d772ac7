import ArgumentParser

/// A time of the command line: `10s`, `500ms`, `2m`, `1.5` for seconds.
struct TimeSpan: ExpressibleByArgument {
  /// In seconds.
  var seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    guard let unit = units.first(where: { argument.hasSuffix($0.suffix) }) else { return nil }
    let digits = argument.dropLast(unit.suffix.count)
    // Not `nan`, not `1e3`.
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }), let number = Double(digits) else { return nil }
    let seconds = number * unit.seconds
    guard seconds >= 0.01, seconds <= 86_400 else { return nil }
    self.seconds = seconds
  }

  var defaultValueDescription: String { seconds < 1 ? "\(Int(seconds * 1000))ms" : "\(Int(seconds))s" }
}
