import Glibc
import Jobs
import KernelFacts

/// The program that freplace programs replace a function of. Loaded when the first of them needs it, kept until the
/// last is done.
final class ReplacedProgram {
  private let source: ObjectSource
  private let name: String
  private var object: ObjectHandle?
  private var descriptor: CInt = -1

  init(object: [UInt8], program: String) {
    source = ObjectSource(bytes: object, name: "target")
    name = program
  }

  /// Makes a freplace program replace the function that its section names.
  func set(on program: ProgramHandle, job: VerifyJob) throws(Refusal) {
    guard let function = SectionTable.match(program.section)?.target else {
      throw .loader("the section names no function to replace", advice: "Write SEC(\"freplace/FUNCTION\").")
    }
    try load(job)
    var lines: [String] = []
    let code = LibbpfLines.capture(&lines) { program.setReplaceTarget(program: descriptor, function: function) }
    guard code == 0 else { throw RefusalReason(code: code, lines: lines).refusal }
  }

  private func load(_ job: VerifyJob) throws(Refusal) {
    guard object == nil else { return }
    var lines: [String] = []
    var code: Int32 = 0
    guard let opened = source.open(&lines, &code) else {
      throw source.refusal(lines, code).about("the replaced program's object")
    }
    guard let program = opened.programs.first(where: { $0.name == name }) else {
      throw .loader("the object given for --replace-target has no program \(name)")
    }
    for other in opened.programs { other.setAutoload(other.isSame(as: program)) }
    var plain = job
    plain.mapOverrides = []
    plain.initialValues = []
    let fixups = try ObjectFixups(to: opened, for: plain)
    code = withExtendedLifetime(fixups) { LibbpfLines.capture(&lines) { opened.load() } }
    guard code == 0 else {
      throw RefusalReason(code: code, lines: lines).refusal.about("the replaced program \(name)")
    }
    descriptor = program.descriptor
    object = consume opened
  }
}
