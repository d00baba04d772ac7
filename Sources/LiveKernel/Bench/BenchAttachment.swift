import Glibc
import Jobs
import KernelFacts

/// Attaches a program where it is measured: where its section says, and a uprobe to the worker's own function, which a
/// driver can call.
struct BenchAttachment {
  let program: ProgramHandle

  /// Whether programs of its kind are measured attached: those that the kernel's own work makes run.
  static func isPossible(for program: ProgramHandle) -> Bool {
    switch program.type {
    case .kprobe, .tracepoint, .rawTracepoint, .rawTracepointWritable, .tracing, .lsm: program.attachType != .lsmCgroup
    default: false
    }
  }

  /// Whether it is a uprobe, which only the driver `function` makes run.
  var isUserProbe: Bool { program.type == .kprobe && UserProbe(section: program.section) != nil }

  /// Attaches it.
  func attach() throws(Refusal) -> HeldLink {
    var code: Int32 = 0
    var lines: [String] = []
    let link = LibbpfLines.capture(&lines) { attach(&code) }
    guard let link else { throw refused(code, lines) }
    return HeldLink(link)
  }

  private func attach(_ code: inout Int32) -> LinkHandle? {
    guard program.type == .kprobe, let probe = UserProbe(section: program.section) else {
      return program.attach(&code)
    }
    guard let function = UserFunction() else {
      code = ENOENT
      return nil
    }
    return program.attach(probe, to: function, &code)
  }

  private func refused(_ code: Int32, _ lines: [String]) -> Refusal {
    let target = program.identity.attachTarget ?? program.section
    let isDenied = code == EPERM || code == EACCES
    return Refusal(
      isDenied ? .environment : .attach,
      Reason(
        isDenied
          ? "this process may not attach program \(program.name): \(ErrorNumber(code).text)"
          : "program \(program.name) cannot be attached to \(target): \(ErrorNumber(code).text)",
        errno: code, evidence: lines))
  }
}
