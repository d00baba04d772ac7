import Glibc
public import Jobs
import KernelFacts

/// Does a `VerifyJob` on the running kernel: each program in a fresh opening of the object, so that what one load
/// leaves in libbpf's maps and relocations is no part of the next. Nothing is pinned, and what is attached is detached at once.
public struct VerifyRun {
  private let job: VerifyJob
  private let object: ObjectSource
  private let replaced: ReplacedProgram?
  private let log: LogBuffer

  /// A run over an object's bytes; for freplace programs with the bytes of the object whose program the job names as
  /// their target.
  public init(_ job: VerifyJob, object: [UInt8], replaceTarget: [UInt8]? = nil) throws(KernelError) {
    try self.init(job, object: object, replaceTarget: replaceTarget, log: LogBuffer())
  }

  init(_ job: VerifyJob, object: [UInt8], replaceTarget: [UInt8]? = nil, log: LogBuffer) {
    self.job = job
    self.log = log
    self.object = ObjectSource(bytes: object, name: job.objectName)
    if let replaceTarget, let name = job.replaceTarget {
      replaced = ReplacedProgram(object: replaceTarget, program: name)
    } else {
      replaced = nil
    }
  }

  /// Loads the programs one after the other and says what happens. The first opening also tells which programs there
  /// are: the object is opened once for each program, not more.
  public func run<Failure: Error>(_ emit: (VerifyEvent) throws(Failure) -> Void) throws(Failure) {
    var names = job.programs.map(unanswered)
    var index = 0
    var absent = AbsentTargets()
    while index < names?.count ?? 1 {
      var lines: [String] = []
      var code: Int32 = 0
      guard let opened = object.open(&lines, &code) else {
        let refusal = object.refusal(lines, code)
        return try emit(.failed(refusal.verdict, refusal.reason))
      }
      let wanted = names ?? unanswered(opened.programs.map(\.name))
      names = wanted
      guard index < wanted.count || !opened.programs.isEmpty else {
        let reason = Reason(
          "the object has no programs", advice: "A program is a function in a section of its own: SEC().")
        return try emit(.failed(.loader, reason))
      }
      guard index < wanted.count else { return }
      if let program = opened.programs.first(where: { $0.name == wanted[index] }) {
        try emit(.loading(program.identity))
        if let known = absent.outcome(of: program.identity) {
          try emit(.program(known, log: nil))
        } else {
          let verification = ProgramVerification(
            job: job, program: program, log: log, replaced: replaced, source: object)
          var outcome = verification.outcome(in: opened, lines: lines)
          if let fixup = object.fixup { outcome.fixups.insert(fixup, at: 0) }
          absent.note(outcome)
          try emit(.program(outcome, log: wholeLog))
        }
      } else {
        let missing = ProgramIdentity(name: wanted[index], section: "")
        let reason = Reason("the object has no program \(wanted[index])")
        try emit(.program(ProgramOutcome(program: missing, verdict: .loader, reason: reason), log: nil))
      }
      index += 1
    }
  }

  private func unanswered(_ names: [String]) -> [String] {
    names.filter { !job.answered.contains($0) }
  }

  /// The log of the last load, where the job keeps logs and the kernel wrote one.
  private var wholeLog: [UInt8]? {
    guard job.keepLogs else { return nil }
    let bytes = unsafe Array(log.bytes)
    return bytes.isEmpty ? nil : bytes
  }
}
