import Findings
import Jobs
import Placed
import Project
import Reports

/// The refusals that `assay.yml` expects, held against what kernels said.
struct ExpectedRefusals {
  let settings: ExpectSettings?

  /// What is expected of a program on a kernel; nil where it is to load.
  func entry(_ program: String, on kernel: KernelIdentity?) -> ExpectSettings.Entry? {
    kernel.flatMap { settings?.entry(for: program, on: $0.name) }
  }

  /// Whether a row is as expected: refused that way, and for that reason where one is named.
  func isMet(_ row: VerifyRow) -> Bool {
    guard let entry = entry(row.outcome.program.name, on: row.kernel) else { return false }
    let isSo =
      switch (entry.refusal, row.outcome.verdict) {
      case (.refused, .rejected), (.refused, .loader), (.refused, .attach): true
      case (.rejected, .rejected), (.loader, .loader), (.attach, .attach): true
      default: false
      }
    return isSo && (entry.id == nil || entry.id == row.finding?.id ?? row.outcome.reason?.id)
  }

  /// Whether a case says no more than that a program was refused that is expected to be.
  func isForeseen(_ tested: TestedCase) -> Bool {
    tested.result == .failed && tested.reason != nil && tested.differences.isEmpty
      && entry(tested.program, on: tested.kernel) != nil
  }

  /// What a row that is otherwise than expected comes to; nil where nothing is expected, and where it is met.
  func problem(_ row: VerifyRow, _ weight: GateProblem.Weight) -> GateProblem? {
    let name = row.outcome.program.name
    guard let entry = entry(name, on: row.kernel), !isMet(row), row.outcome.verdict != .environment else { return nil }
    let wanted = entry.refusal.rawValue + (entry.id.map { " for \($0)" } ?? "")
    guard row.outcome.verdict == .accepted else {
      var problem = GateProblem(row, weight)
      problem.title += "; it is expected to be \(wanted)"
      return problem
    }
    return GateProblem(
      weight, .load,
      "\(name) is accepted, and is expected to be \(wanted)",
      advice: "Take the expectation out of assay.yml: it loads now.", place: entry.kernel.span, input: row.input,
      variants: row.variant.map { [$0] } ?? [], program: name, kernels: row.kernel.map { [$0.name] } ?? [])
  }

  /// Expectations that fit nothing that was asked.
  func unfit(_ rows: [VerifyRow]) -> [GateProblem] {
    (settings?.entries ?? []).filter { entry in
      !rows.contains { row in
        row.kernel.map { self.settings?.entry(for: row.outcome.program.name, on: $0.name) == entry } ?? false
      }
    }.map { entry in
      GateProblem(
        .invalid, nil, "expect: no program fits '\(entry.program.value)' on a kernel that fits '\(entry.kernel.value)'",
        place: entry.program.span)
    }
  }
}
