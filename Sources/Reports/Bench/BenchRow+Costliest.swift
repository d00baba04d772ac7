import Jobs
import Measuring

extension [BenchRow] {
  /// The rows, with the dearest case marked of each program that has several on a kernel.
  func markingCostliestCases() -> [BenchRow] {
    var rows = self
    let cases = Dictionary(grouping: indices.filter { self[$0].caseName != nil && self[$0].charged != nil }) { index in
      let row = self[index]
      return CasePlace(input: row.input, variant: row.variant, program: row.program.name, kernel: row.kernel?.name)
    }
    for same in cases.values where same.count > 1 {
      // Of equal ones the first.
      var costliest = same[0]
      for index in same where self[index].charged ?? 0 > self[costliest].charged ?? 0 { costliest = index }
      rows[costliest].costliestOf = same.count
    }
    return rows
  }
}

/// What cases are compared within.
private struct CasePlace: Hashable {
  var input: String
  var variant: String?
  var program: String
  var kernel: String?
}

extension BenchRow {
  /// What the program answers for, whatever its unit.
  fileprivate var charged: Double? { exact.map { Double($0.charged) } ?? costs?.charged.value }
}
