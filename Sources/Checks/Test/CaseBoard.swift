import Fixtures
import Jobs
import KernelFacts
import MicroVM
import Placed
import Reports
import Synchronization
import Workers

/// What has become of a unit's cases on one kernel. Outcomes come from several tasks.
final class CaseBoard: Sendable {
  private let ready: ReadyUnit
  private let kernel: AskedKernel
  private let wish: KernelWish
  /// The cases that it is for; nil when all are.
  private let chosen: Set<Int>?
  /// Whether snapshots are taken as they come.
  private let updatesSnapshots: Bool
  private let state: Mutex<State>

  private struct State {
    var results: [TestedCase?]
    var identity: KernelIdentity?
    var snapshots: [Int: SnapshotCase] = [:]
    var spared: Set<Int> = []
  }

  /// A board on which only those cases have a result that are not to be run there. `chosen` are the cases that it is for.
  init(
    _ ready: ReadyUnit, on kernel: AskedKernel, named wish: KernelWish, updatesSnapshots: Bool,
    chosen: Set<Int>? = nil
  ) {
    self.chosen = chosen
    self.updatesSnapshots = updatesSnapshots
    self.ready = ready
    self.kernel = kernel
    self.wish = wish
    let identity = kernel.identity ?? .running
    let version = KernelVersion(identity.release)
    let results = ready.planned.map { planned -> TestedCase? in
      let form = planned.form
      guard TestCaseHead(form).isFor(wish.reference.text) else { return nil }
      var why = form.skip?.value
      if why == nil, let version { why = form.onlyIf?.reason(against: version, architecture: identity.machine) }
      guard let why else { return nil }
      return ready.blank(planned, on: identity).ended(.skipped, Reason(why))
    }
    state = Mutex(State(results: results, identity: identity))
  }

  /// The cases that are meant for this kernel.
  private func isHere(_ planned: PlannedCase) -> Bool {
    TestCaseHead(planned.form).isFor(wish.reference.text) && chosen?.contains(planned.test.number) != false
  }

  /// The cases that this kernel was spared, and that a virtual machine would run.
  var spared: Set<Int> { state.withLock(\.spared) }

  /// The cases that passed.
  var passed: Set<Int> {
    state.withLock { state in Set(state.results.indices.filter { state.results[$0]?.result == .passed }) }
  }

  /// The cases that are to be run, for the worker.
  var runnable: [TestCase] {
    let done = state.withLock { $0.results.map { $0 != nil } }
    return ready.planned.enumerated().filter { !done[$0.offset] && isHere($0.element) }.map(\.element.test)
  }

  /// Takes outcomes; returns the cases' numbers.
  func take(_ tested: TestedCases) -> [Int] {
    let identity = tested.hello.map { KernelIdentity(name: kernel.name, answering: $0) }
    let judged = tested.outcomes.filter { ready.planned.indices.contains($0.number) }.map { outcome in
      let planned = ready.planned[outcome.number]
      let maker = SnapshotMaker(
        planned: planned, object: ready.input.object, records: ready.records, outcome: outcome, bytes: tested.bytes)
      let snapshot = planned.form.isSnapshot && outcome.failure == nil ? maker.snapshot : nil
      let judge = CaseJudge(
        planned: planned, object: ready.input.object, outcome: outcome, snapshot: snapshot,
        stored: updatesSnapshots ? snapshot : ready.unit.test.snapshots[planned.form.name], bytes: tested.bytes)
      return (
        number: outcome.number, result: judge.judged(ready.blank(planned, on: identity)),
        snapshot: snapshot?.keepingAny(of: ready.unit.test.snapshots[planned.form.name]),
        isSpared: outcome.failure?.needsMachine ?? false
      )
    }
    state.withLock { state in
      if let identity { state.identity = identity }
      for (number, result, snapshot, isSpared) in judged {
        if isSpared { state.spared.insert(number) }
        state.results[number] = result
        state.snapshots[number] = snapshot
      }
    }
    return judged.map(\.number)
  }

  /// What came out of cases that expect a snapshot, in the order of the file.
  var snapshots: [SnapshotCase] { state.withLock { state in state.snapshots.sorted { $0.key < $1.key }.map(\.value) } }

  /// The results in the order of the file. Cases without one get the verdict.
  func finished(with result: CaseResult = .environment, _ reason: Reason = Reason("the worker gave no answer"))
    -> [TestedCase]
  {
    let (results, identity) = state.withLock { ($0.results, $0.identity) }
    return ready.planned.enumerated().compactMap { index, planned in
      guard isHere(planned) else { return nil }
      return results[index] ?? ready.blank(planned, on: identity).ended(result, reason)
    }
  }
}
