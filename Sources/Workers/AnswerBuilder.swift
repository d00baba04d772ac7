import Jobs
import Synchronization

/// Gathers the replies to a `VerifyJob` over all the workers that it took.
final class AnswerBuilder: Sendable {
  private struct State {
    var hello: Hello?
    var loading: ProgramIdentity?
    var programs: [VerifyAnswer.Program] = []
    var failure: JobFailure?
  }

  private let state = Mutex(State())

  /// Who answered last; nil when nobody has yet.
  var hello: Hello? { state.withLock { $0.hello } }

  /// The names of the programs that have an answer.
  var names: [String] { state.withLock { $0.programs.map(\.outcome.program.name) } }

  /// Takes a reply.
  func add(_ reply: Reply, _ attachments: [[UInt8]], from hello: Hello) {
    state.withLock { state in
      state.hello = hello
      switch reply {
      case .loading(let program):
        state.loading = program
      case .program(let outcome):
        state.loading = nil
        state.programs.append(VerifyAnswer.Program(outcome: outcome, log: attachments.first))
      case .failed(let verdict, let reason):
        state.failure = JobFailure(verdict: verdict, reason: reason)
      case .hello, .header, .survey, .probe, .testing, .tested, .benched, .live, .loaded, .readOut, .keepsStatistics,
        .explored, .finished:
        break
      }
    }
  }

  /// Gives the program that was being loaded when its worker died that reason; false when there was none, or when it
  /// had an answer already.
  func blame(_ reason: Reason) -> Bool {
    state.withLock { state in
      guard let program = state.loading,
        !state.programs.contains(where: { $0.outcome.program.name == program.name })
      else { return false }
      state.loading = nil
      let outcome = ProgramOutcome(program: program, verdict: .environment, reason: reason)
      state.programs.append(VerifyAnswer.Program(outcome: outcome))
      return true
    }
  }

  /// The answer of a worker that finished.
  func finished(by hello: Hello) -> VerifyAnswer {
    state.withLock { VerifyAnswer(hello: hello, programs: $0.programs, failure: $0.failure) }
  }

  /// The answer when no worker can finish it.
  func given(up failure: JobFailure, by hello: Hello) -> VerifyAnswer {
    state.withLock { VerifyAnswer(hello: hello, programs: $0.programs, failure: $0.failure ?? failure) }
  }
}
