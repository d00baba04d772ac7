import Findings
public import Jobs

/// What a verify report comes to: counts for its closing line, and its exit status.
public struct VerifySummary: Sendable, Equatable {
  /// Programs, each counted once whatever its kernels; rows of inputs without a program not counted.
  public var programs: Int
  /// Inputs, each counted once whatever its variants and kernels.
  public var inputs: Int
  /// The kernels that answered.
  public var kernels: [KernelIdentity]
  /// Rows by verdict.
  public var verdicts: [Verdict: Int]

  /// The counts of a report.
  public init(_ report: VerifyReport) {
    programs = Set(report.rows.filter { !$0.outcome.program.name.isEmpty }.map(ProgramKey.init)).count
    inputs = Set(report.rows.map(\.input)).count
    kernels = report.rows.compactMap(\.kernel).uniqued()
    verdicts = report.rows.reduce(into: [:]) { $0[$1.outcome.verdict, default: 0] += 1 }
  }

  /// `17 programs of 15 inputs on 6.18.44 (host): 17 accepted`, in as many lines as it takes.
  func lines(_ traits: TerminalTraits) -> String {
    var head = "\(NumberText.count(programs, "program")) of \(NumberText.count(inputs, "input"))"
    switch kernels.count {
    case 0: break
    case 1: head += " on " + TerminalText.escape(kernels[0].words)
    default: head += " on \(kernels.count) kernels"
    }
    let counts = Verdict.allCases.compactMap { verdict in
      verdicts[verdict].map { "\(NumberText.grouped($0)) \(verdict.rawValue)" }
    }
    return TerminalText.wrap("\(head): \(counts.joined(separator: ", "))", to: traits.columns)
      .map { traits.styled($0, .strong) + "\n" }.joined()
  }
}
