public import Jobs

/// What a verify report comes to: counts for its closing line, and its exit status.
public struct VerifySummary: Sendable, Equatable {
  /// Programs, rows of inputs without a program not counted.
  public var programs: Int
  /// Inputs, each counted once whatever its variants and kernels.
  public var inputs: Int
  /// Rows by verdict.
  public var verdicts: [Verdict: Int]

  /// The counts of a report.
  public init(_ report: VerifyReport) {
    programs = report.rows.count { !$0.outcome.program.name.isEmpty }
    inputs = Set(report.rows.map(\.input)).count
    verdicts = report.rows.reduce(into: [:]) { $0[$1.outcome.verdict, default: 0] += 1 }
  }

  /// `17 programs of 15 inputs: 17 accepted`.
  public func line(_ traits: TerminalTraits) -> String {
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      guard let count = verdicts[verdict] else { return nil }
      return traits.styled("\(NumberText.grouped(count)) \(verdict.rawValue)", verdict.style)
    }
    let head = "\(NumberText.count(programs, "program")) of \(NumberText.count(inputs, "input"))"
    return counts.isEmpty ? head : "\(head): \(counts.joined(separator: ", "))"
  }
}
