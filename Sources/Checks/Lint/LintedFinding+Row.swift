import Findings
import Jobs
import Reports
import VerifierLog

extension LintedFinding {
  /// What a kernel said of a program; nil when it took it, and when nobody was to be asked.
  init?(row: VerifyRow) {
    let outcome = row.outcome
    switch outcome.verdict {
    case .accepted, .skipped: return nil
    case .rejected, .attach, .loader, .environment: break
    }
    let kernel = row.kernel.map { "\($0.release) (\($0.name))" }
    let name = outcome.program.name.isEmpty ? nil : outcome.program.name
    var finding =
      row.finding
      ?? Finding(
        id: outcome.reason?.id, severity: .error, title: outcome.reason?.summary ?? outcome.verdict.rawValue,
        program: name, fix: outcome.reason?.advice, claim: .observed(kernel: kernel ?? "host"))
    // What this machine may not says nothing of the program.
    if outcome.verdict == .environment { finding.severity = .note }
    self.init(
      input: row.input, variants: row.variant.map { [$0] } ?? [], finding: finding,
      context: FindingContext(
        programType: outcome.program.type, kernel: kernel, messages: outcome.digest?.messages ?? []))
  }

  /// Findings that several variants of an input share, told once; in the order of their inputs and places.
  static func merged(_ findings: [LintedFinding]) -> [LintedFinding] {
    var merged: [LintedFinding] = []
    var places: [LintedFinding: Int] = [:]
    for found in findings {
      var key = found
      key.variants = []
      if let index = places[key] {
        merged[index].variants += found.variants
      } else {
        places[key] = merged.count
        merged.append(found)
      }
    }
    let inputs = Dictionary(
      merged.enumerated().map { ($1.input, $0) }, uniquingKeysWith: { first, _ in first })
    return merged.enumerated().sorted { left, right in
      func key(_ item: (offset: Int, element: LintedFinding)) -> (Int, Int, Int, Int) {
        let span = item.element.finding.primary?.span
        return (inputs[item.element.input] ?? 0, span?.line ?? 0, span?.column ?? 0, item.offset)
      }
      return key(left) < key(right)
    }.map(\.element)
  }
}
