import Jobs
import KernelFacts
import VerifierLog

/// What a process finds out or makes when it is first needed, and then keeps: a child that is forked afterwards has it
/// from the start. Nothing here depends on a job, and nothing of it stays in the kernel.
enum Preparation {
  /// Makes all of it.
  static func run() {
    _ = SectionTable.match("xdp")
    // The runtime looks up how each type is coded when a value of it is first coded, which takes longer than to code it.
    do throws(FrameError) {
      _ = try Frame(.verify(job)).job()
      _ = try FrameWriter().pieces(of: Frame(.loading(outcome.program)))
      _ = try FrameWriter().pieces(of: Frame(.program(outcome)))
      _ = try Frame(.test(TestJob(objectName: "", programs: [""]))).job()
      _ = try FrameWriter().pieces(of: Frame(.tested(count: 0)))
      _ = try Frame(.finished)
    } catch {
      // A rehearsal: a job that cannot be coded will say so itself.
    }
  }

  /// A job with something in each of its lists.
  private static var job: VerifyJob {
    var job = VerifyJob(objectName: "")
    job.programs = [""]
    job.answered = [""]
    job.mapOverrides = [MapOverride(map: "", field: .maxEntries, value: 0)]
    job.initialValues = [InitialValue(section: "", offset: 0, bytes: [])]
    return job
  }

  /// An outcome of the usual kind.
  private static var outcome: ProgramOutcome {
    var outcome = ProgramOutcome(
      program: ProgramIdentity(name: "", section: ""), verdict: .accepted, reason: Reason("", evidence: [""]))
    outcome.figures.stackDepths = [0]
    outcome.figures.verificationMicroseconds = [0]
    outcome.fixups = [.unpinned(map: "")]
    outcome.digest = LogDigest()
    outcome.digest?.messages = [""]
    outcome.digest?.statistics = LogStatistics(verifiedInstructions: 0)
    return outcome
  }
}
