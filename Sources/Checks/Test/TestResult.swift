import Jobs
import Records
public import Reports

/// A test run: what to print and what it comes to.
public struct TestResult: Sendable {
  /// The cases.
  public var report: TestReport
  /// What is wrong with test files and inputs: each a message with its place.
  public var problems: [CheckError]
  /// Snapshots that were written, by path.
  public var writtenSnapshots: [String] = []
  /// How many packets were written to the capture that was asked for; nil when none was written.
  public var writtenPackets: Int?
  /// What ran of the programs; nil when that was not asked for.
  public var coverage: CoverageReport?
  /// The least share of branch ways that cases must cover, in percent; nil for any.
  public var leastCoverage: Double?
  /// Kernels that do not count, by name.
  public var optionalKernels: Set<String> = []

  /// The exit status.
  public var status: CheckStatus {
    let counting = report.cases.filter { tested in tested.kernel.map { !optionalKernels.contains($0.name) } ?? true }
    let results = counting.map { tested -> CheckStatus in
      switch tested.result {
      case .passed, .skipped: .holds
      case .failed: .fails
      case .environment: .undecided
      }
    }
    return .combined(
      results + problems.map(\.status) + (writtenSnapshots.isEmpty ? [] : [.fails]) + [coverageStatus])
  }

  /// What ran of the programs, in percent: of the ways of their branches, or of their blocks where there is no branch; nil
  /// when nothing was run.
  public var coveredPercent: Double? { coverage.flatMap { $0.branches.share ?? $0.blocks.share }.map { $0 * 100 } }

  private var coverageStatus: CheckStatus {
    guard let leastCoverage else { return .holds }
    guard let coveredPercent else { return .undecided }
    return coveredPercent < leastCoverage ? .fails : .holds
  }

  /// Leaves out what stands behind the first case that failed.
  mutating func cutAfterFirstFailure() {
    guard let first = report.cases.firstIndex(where: { $0.result == .failed }) else { return }
    report.cases.removeSubrange((first + 1)...)
  }
}
