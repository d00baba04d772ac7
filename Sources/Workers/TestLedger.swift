import Jobs
import Synchronization

/// What has been said of the cases of one worker's job.
final class TestLedger: Sendable {
  private struct State {
    var hello: Hello?
    var answered: Set<Int> = []
    /// The case that was announced and has no outcome yet.
    var current: Int?
    var failure: JobFailure?
    /// What is wrong with a reply.
    var damage: String?
  }

  private let wanted: Set<Int>
  private let state = Mutex(State())

  /// A ledger of the cases with these numbers.
  init(_ numbers: some Sequence<Int>) { wanted = Set(numbers) }

  var hello: Hello? { state.withLock { $0.hello } }
  var answered: Set<Int> { state.withLock { $0.answered } }
  var current: Int? { state.withLock { $0.current } }
  /// Why the worker could not do the job, as it says itself, or what is wrong with what it says.
  var failure: JobFailure? {
    state.withLock { state in
      state.failure
        ?? state.damage.map {
          JobFailure(verdict: .environment, reason: Reason("the worker's outcomes are damaged: \($0)"))
        }
    }
  }

  /// Takes a reply; gives the outcomes in it.
  func add(_ reply: Reply, _ attachments: [[UInt8]], from hello: Hello) -> TestedCases? {
    state.withLock { state in
      state.hello = hello
      switch reply {
      case .testing(let number): state.current = number
      case .failed(let verdict, let reason): state.failure = JobFailure(verdict: verdict, reason: reason)
      case .tested(let count):
        guard attachments.count == 2, let outcomes = CaseOutcome.unpacked(attachments[0]), outcomes.count == count
        else {
          state.damage = "a batch cannot be read"
          return nil
        }
        var kept: [CaseOutcome] = []
        for outcome in outcomes {
          guard wanted.contains(outcome.number), state.answered.insert(outcome.number).inserted else {
            state.damage = "case \(outcome.number) was not asked for"
            continue
          }
          if outcome.number == state.current { state.current = nil }
          kept.append(outcome)
        }
        return TestedCases(hello: hello, outcomes: kept, bytes: attachments[1])
      case .hello, .loading, .program, .header, .survey, .probe, .benched, .live, .loaded, .readOut, .keepsStatistics,
        .explored, .finished:
        break
      }
      return nil
    }
  }
}
