import Jobs
import Measuring
import Project

extension FigureKey {
  /// A name for all that it says, the same for equal keys: twelve hexadecimal digits.
  var digest: String {
    var hasher = ContentHasher()
    for part in Part.allCases {
      guard let value = value(part) else { continue }
      hasher.add(part.rawValue)
      hasher.add(value)
    }
    return String(hasher.finish().prefix(12))
  }

  /// Sets one of the things; false for a clock that there is not.
  mutating func set(_ part: Part, to value: String) -> Bool {
    switch part {
    case .compiler: compiler = value
    case .kernel: kernel = value
    case .image: image = value
    case .emulator: emulator = value
    case .processor: processor = value
    case .commandLine: commandLine = value
    case .machine: machine = value
    case .driver: driver = value
    case .clock:
      guard let rung = BenchClock.Rung(rawValue: value) else { return false }
      clock = rung
    }
    return true
  }
}
