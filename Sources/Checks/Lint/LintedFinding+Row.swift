import Findings
import Jobs
import Lints
import Reports

extension LintedFinding {
  /// What a kernel said of a program; nil when it took it, and when nobody was to be asked.
  init?(row: VerifyRow) {
    let outcome = row.outcome
    switch outcome.verdict {
    case .accepted, .skipped: return nil
    case .rejected, .attach, .loader, .environment: break
    }
    let name = outcome.program.name.isEmpty ? nil : outcome.program.name
    var finding =
      row.finding
      ?? Finding(
        id: outcome.reason?.id, severity: .error, title: outcome.reason?.summary ?? outcome.verdict.rawValue,
        program: name, fix: outcome.reason?.advice, claim: .observed(kernel: row.kernel?.words ?? "host"))
    // What this machine may not says nothing of the program.
    if outcome.verdict == .environment { finding.severity = .note }
    self.init(
      input: row.input, variants: row.variant.map { [$0] } ?? [], finding: finding,
      context: FindingContext(row))
  }

  /// Without what a rule foresaw of a program that a kernel then refused for it: the kernel's words and its explanation
  /// say it better. A rule foresees the explanations that its page names.
  static func withoutForeseen(_ findings: [LintedFinding]) -> [LintedFinding] {
    struct Refusal: Hashable {
      var input: String
      var program: String?
      var id: String
    }
    let refusals = Set(
      findings.compactMap { found in
        found.finding.id.map { Refusal(input: found.input, program: found.finding.program, id: $0) }
      })
    let foreseen = Dictionary(
      Linter.inOrder.map { $0.page }.filter { $0.group == .refused }.map { ($0.id, $0.seeAlso) },
      uniquingKeysWith: { first, _ in first })
    return findings.filter { found in
      guard let ids = found.finding.id.flatMap({ foreseen[$0] }), found.finding.program != nil else { return true }
      return !ids.contains { id in
        refusals.contains(Refusal(input: found.input, program: found.finding.program, id: id))
      }
    }
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
