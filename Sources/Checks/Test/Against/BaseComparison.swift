import BPFObject
import Fixtures
import Jobs
import Reports
import Workers

/// Runs cases on two sides, and tells in what these differ. A difference counts when it shows twice, and neither side
/// differs from itself there; the second time blocks are marked, so that it is known where the two part.
struct BaseComparison: Sendable {
  /// The name of what is compared with.
  let name: String
  /// The other side, and this one.
  let base: ComparedSide
  let here: ComparedSide
  /// Workers at once.
  let width: Int

  /// What came of a case on both sides.
  private struct Pair {
    var base: [ComparedSide.Answer] = []
    var here: [ComparedSide.Answer] = []
  }

  /// Runs cases, and judges them.
  /// - Parameter planned: the cases as the run has them.
  func results(of planned: [PlannedCase]) async -> [TestedCase] {
    let numbers = planned.map(\.test.number)
    var pairs: [Int: Pair] = [:]
    var reason: Reason?
    var result = CaseResult.environment
    do throws(TransportError) {
      let both = numbers.filter { base.cases[$0] != nil && here.cases[$0] != nil }
      try await run(both, &pairs, width: width, marksBlocks: false)
      let other = both.filter { number in
        pairs[number].map { !comparison($0, hasSteps: false).differences.isEmpty } ?? false
      }
      if !other.isEmpty { try await run(other, &pairs, width: 1, marksBlocks: true) }
    } catch {
      switch error {
      case .cancelled: (result, reason) = (.skipped, Reason("interrupted"))
      case .machine(let why): reason = why
      default: reason = Reason("\(error)")
      }
    }
    return planned.map { planned in
      let pair = pairs[planned.test.number] ?? Pair()
      var blank = here.ready.blank(planned, on: pair.here.first?.kernel ?? here.kernel.identity)
      blank.name += ": against \(name)"
      blank.against = name
      if let problem = base.problems[planned.test.number] ?? here.problems[planned.test.number] {
        return blank.ended(.skipped, Reason("\(name) lacks what the case needs: \(problem)"))
      }
      guard !pair.base.isEmpty, !pair.here.isEmpty else {
        return blank.ended(result, reason ?? Reason("the worker gave no answer"))
      }
      return judged(pair, planned, blank)
    }
  }

  private func run(
    _ numbers: [Int], _ pairs: inout [Int: Pair], width: Int, marksBlocks: Bool
  ) async throws(TransportError) {
    guard !numbers.isEmpty else { return }
    for (side, path) in [(base, \Pair.base), (here, \Pair.here)] {
      let pool: WorkerPool
      switch side.kernel.pool {
      case .success(let found): pool = found
      case .failure(let absence): throw .machine(absence.reason)
      }
      let answers = try await side.answers(
        to: numbers, from: pool, width: side.kernel.isMachine ? 1 : width, marksBlocks: marksBlocks)
      for (number, answer) in answers { pairs[number, default: Pair()][keyPath: path].append(answer) }
    }
  }

  private func comparison(_ pair: Pair, hasSteps: Bool) -> CaseComparison {
    CaseComparison(
      base: pair.base.compactMap(\.account), here: pair.here.compactMap(\.account), hasSteps: hasSteps)
  }

  private func judged(_ pair: Pair, _ planned: PlannedCase, _ blank: TestedCase) -> TestedCase {
    let (before, now) = (pair.base.first?.failure, pair.here.first?.failure)
    if before != nil || now != nil { return judged(before, now, planned, blank) }
    var tested = blank
    let comparison = comparison(pair, hasSteps: planned.form.hasSteps)
    tested.differences = comparison.differences
    if !comparison.unsteady.isEmpty {
      tested.notes.append(
        "not compared, since it differs from run to run: \(comparison.unsteady.prefix(8).joined(separator: ", "))")
    }
    guard !tested.differences.isEmpty else { return tested }
    tested.result = .failed
    if comparison.more > 0 { tested.notes.append("it differs in \(comparison.more) more") }
    for index in tested.differences.indices {
      let step = tested.differences[index].step.map { $0 - 1 } ?? 0
      tested.differences[index].span =
        planned.form.steps.indices.contains(step) ? planned.form.steps[step].span : planned.form.span
    }
    tell(pair, &tested)
    return tested
  }

  /// Says in which block the two part.
  private func tell(_ pair: Pair, _ tested: inout TestedCase) {
    let (before, now) = (pair.base.last?.passed ?? [:], pair.here.last?.passed ?? [:])
    var isKnown = false
    for program in now.keys.sorted() {
      guard let here = now[program], let base = before[program] else { continue }
      isKnown = true
      let own = here.first(notIn: base)
      let other = base.first(notIn: here)
      if let own { tested.evidence.append(CaseEvidence(title: "runs here", lines: [own])) }
      if let other { tested.evidence.append(CaseEvidence(title: "runs there", lines: [other])) }
      if own != nil || other != nil { return }
    }
    tested.notes.append(
      isKnown ? "both run the same blocks" : "in which block the two part is not known: blocks were not marked")
  }

  /// A case that did not run to its end on some side.
  private func judged(
    _ before: CaseFailure?, _ now: CaseFailure?, _ planned: PlannedCase, _ blank: TestedCase
  ) -> TestedCase {
    for (failure, side) in [(now, "here"), (before, "on the side of \(name)")] {
      // Where a program cannot be attached, what it does is not known.
      guard let failure, failure.verdict == .attach || CaseResult(failing: failure.verdict) != .failed else { continue }
      var reason = failure.reason
      reason.summary = "\(side): \(reason.summary)"
      return blank.ended(failure.verdict == .attach ? .skipped : CaseResult(failing: failure.verdict), reason)
    }
    if let before, let now {
      return blank.ended(
        .skipped, Reason("it runs on neither side: \(now.reason.summary)", advice: before.reason.advice))
    }
    var tested = blank
    tested.result = .failed
    tested.differences = [
      CaseDifference(
        .load, expected: before?.reason.summary ?? "it runs", actual: now?.reason.summary ?? "it runs",
        span: planned.form.span)
    ]
    return tested
  }
}
