import Jobs
import Synchronization

/// What has been said of the subjects of one worker's job.
final class BenchLedger: Sendable {
  /// Something that was said.
  enum Entry {
    case outcome(BenchOutcome)
    case conditions(Survey)
  }

  private struct State {
    var hello: Hello?
    var answered: Set<Int> = []
    /// The subject that was announced and has no outcome yet.
    var current: Int?
    var failure: JobFailure?
  }

  private let wanted: Set<Int>
  private let state = Mutex(State())

  /// A ledger of the subjects with these numbers.
  init(_ numbers: some Sequence<Int>) { wanted = Set(numbers) }

  var hello: Hello? { state.withLock { $0.hello } }
  var answered: Set<Int> { state.withLock { $0.answered } }
  var current: Int? { state.withLock { $0.current } }
  /// Why the worker could not do the job, as it says itself.
  var failure: JobFailure? { state.withLock { $0.failure } }

  /// Takes a reply; gives what it says of a subject or of the machine. What was not asked for is dropped.
  func add(_ reply: Reply, from hello: Hello) -> Entry? {
    state.withLock { state in
      state.hello = hello
      switch reply {
      case .testing(let number): state.current = number
      case .failed(let verdict, let reason): state.failure = JobFailure(verdict: verdict, reason: reason)
      case .survey(let survey): return .conditions(survey)
      case .benched(let outcome):
        guard wanted.contains(outcome.subject), state.answered.insert(outcome.subject).inserted else { return nil }
        if outcome.subject == state.current { state.current = nil }
        return .outcome(outcome)
      case .hello, .loading, .program, .header, .probe, .tested, .live, .loaded, .readOut, .keepsStatistics, .explored,
        .finished:
        break
      }
      return nil
    }
  }
}
