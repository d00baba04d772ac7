import Jobs
import Measuring
public import Reports

/// A bench run: what to print and what it comes to.
public struct BenchResult: Sendable {
  /// The figures.
  public var report: BenchReport
  /// What is wrong with inputs: each a message with its place.
  public var problems: [CheckError]

  /// The exit status.
  public var status: CheckStatus {
    let rows = report.rows.map { row -> CheckStatus in
      switch row.verdict {
      case nil, .accepted:
        switch row.decision {
        case .regression: .fails
        case .inconclusive: .undecided
        case .noRegression, nil: .holds
        }
      case .skipped: .holds
      case .rejected, .loader, .attach: .fails
      case .environment: .undecided
      }
    }
    let budgets = report.rows.flatMap(\.budgets).map { budget -> CheckStatus in
      switch budget.decision {
      case .pass: .holds
      case .fail: .fails
      case .inconclusive: .undecided
      }
    }
    return .combined(rows + budgets + problems.map(\.status))
  }
}
