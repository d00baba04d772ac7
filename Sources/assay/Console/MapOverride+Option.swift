import Checks
import Jobs

extension MapOverride {
  /// Reads `MAP.FIELD=NUMBER`.
  init(parsing text: String) throws(CheckError) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    let path = halves.first?.split(separator: ".").map(String.init) ?? []
    let fields = Field.allCases.map(\.rawValue)
    guard halves.count == 2, path.count >= 2, let last = path.last, let field = Field(rawValue: last) else {
      throw .usage("--set-map '\(text)': write MAP.FIELD=NUMBER with one of \(fields.joined(separator: ", "))")
    }
    guard let value = UInt32(halves[1]) else {
      throw .usage("--set-map '\(text)': \(last) is a number from 0 to \(UInt32.max)")
    }
    self.init(map: path.dropLast().joined(separator: "."), field: field, value: value)
  }
}
