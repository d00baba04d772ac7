import Jobs
import VerifierLog

/// What a process finds out or makes when it is first needed, and then keeps: a child that is forked afterwards has it
/// from the start. Nothing here depends on a job, and nothing of it stays in the kernel.
enum Preparation {
  /// Makes all of it.
  static func run() {
    // The runtime looks up how each type is coded when a value of it is first coded: 0.7 ms for a job and its replies.
    var outcome = ProgramOutcome(
      program: ProgramIdentity(name: "", section: ""), verdict: .accepted, reason: Reason(""))
    outcome.digest = LogDigest()
    outcome.digest?.statistics = LogStatistics(verifiedInstructions: 0)
    do throws(FrameError) {
      _ = try Frame(.verify(VerifyJob(objectName: ""))).job()
      _ = try FrameWriter().pieces(of: Frame(.loading(outcome.program)))
      _ = try FrameWriter().pieces(of: Frame(.program(outcome)))
    } catch {
      // It is a rehearsal: a job that cannot be coded will say so itself.
    }
  }
}
