import Placed
import Project
public import Reports

/// The flow of `assay dashboard --prometheus-rules`: the budgets of `assay.yml` that hold for loaded programs.
public enum BudgetRules {
  /// The budgets of a file, or of the one that stands above the working directory; none where there is no file.
  /// - Throws: `CheckError` when the file cannot be read or says something wrong.
  public static func budgets(configuration: String?) throws(CheckError) -> [ProgramBudget] {
    let settings = try ProjectConfiguration.settings(for: nil, configuration: configuration)
    let entries = settings?.budgets?.entries ?? []
    // A program's own name comes before patterns, and these in the order of the file.
    let sorted = entries.filter { !$0.isPattern } + entries.filter(\.isPattern)
    return sorted.indices.flatMap { index in
      sorted[index].limits.compactMap { limit in
        guard let quantity = ProgramBudget.Quantity(rawValue: limit.key.rawValue) else { return nil }
        let before = sorted[..<index].filter { entry in entry.limits.contains { $0.key == limit.key } }
        return ProgramBudget(
          quantity, limit: limit.value, program: NamePattern(sorted[index].program.value),
          others: before.map { NamePattern($0.program.value) }, place: limit.span)
      }
    }
  }
}

extension BudgetSettings.Entry {
  fileprivate var isPattern: Bool { PathGlob(program.value).hasWildcards }
}
