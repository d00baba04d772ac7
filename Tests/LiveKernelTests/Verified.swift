import Foundation
import Jobs
import LiveKernel

/// What a job gave, run in this process.
struct Verified {
  var outcomes: [ProgramOutcome] = []
  var logs: [[UInt8]?] = []
  var announced: [String] = []
  var failure: (verdict: Verdict, reason: Reason)?

  init(_ object: [UInt8], target: [UInt8]? = nil, name: String = "test", _ change: (inout VerifyJob) -> Void = { _ in })
    throws
  {
    var job = VerifyJob(objectName: name)
    change(&job)
    try VerifyRun(job, object: object, replaceTarget: target).run { event in
      switch event {
      case .loading(let program): announced.append(program.name)
      case .program(let outcome, let log):
        outcomes.append(outcome)
        logs.append(log)
      case .failed(let verdict, let reason): failure = (verdict, reason)
      }
    }
  }

  /// The one outcome named.
  subscript(name: String) -> ProgramOutcome? { outcomes.first { $0.program.name == name } }
}
