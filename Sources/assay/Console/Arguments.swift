import ArgumentParser
import Checks
import Jobs
import Reports

extension ByteCount {
  /// Reads the value of an option.
  init(option text: String) throws {
    guard let count = ByteCount(parsing: text) else {
      throw ValidationError("'\(text)' is no number of bytes: write 4096, 512M or 2G")
    }
    self = count
  }
}

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
