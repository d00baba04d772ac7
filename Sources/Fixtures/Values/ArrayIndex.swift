import Findings
import Placed

/// A key of a file as an index of an array.
enum ArrayIndex {
  static func read(
    _ key: Located<String>, in array: ValueShape.ArrayValue, _ problems: inout PlacedProblems
  ) -> Int? {
    guard let number = WholeNumber(key.value), !number.isNegative, number.magnitude < UInt128(array.count) else {
      problems.add(
        "\(array.declaration) has no element '\(key.value.shortened)'", at: key.span,
        hint: array.count == 0 ? nil : "elements: 0 to \(array.count - 1)")
      return nil
    }
    return Int(number.magnitude)
  }
}
