import CLibbpf
import Glibc
import Jobs

/// The program of a subject, attached while this lives, with its runs counted by the kernel.
final class CountedProgram {
  let attachment: BenchAttachment
  private let object: TestedObject
  private let statistics: RunTime
  private let link: HeldLink

  /// Loads and attaches it.
  init(_ subject: BenchSubject, of objects: MeasuredObjects) throws(Refusal) {
    guard let statistics = RunTime() else {
      throw Refusal(
        .environment,
        Reason(
          "the kernel counts no runs of programs for this process: \(ErrorNumber(errno).text)",
          advice: "Measuring attached programs takes CAP_SYS_ADMIN and Linux 5.8.", errno: errno))
    }
    self.statistics = statistics
    object = try objects.load(.head, of: subject)
    guard let program = object.program(subject.program) else {
      throw .loader("the object has no program \(subject.program)")
    }
    attachment = BenchAttachment(program: program)
    link = try attachment.attach()
  }

  /// How often it has run.
  var runs: Int { attachment.program.runs ?? 0 }
}
