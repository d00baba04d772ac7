import Glibc
import Jobs
import KernelFacts

/// Attaches a program where it is measured: where its section says, a uprobe to the worker's own function, which a driver
/// can call, and what takes frames to the interface that the driver `veth` sends them to.
struct BenchAttachment {
  let program: ProgramHandle

  /// Whether it is a uprobe, which only the driver `function` makes run.
  var isUserProbe: Bool { program.type == .kprobe && UserProbe(section: program.section) != nil }

  /// Attaches it.
  func attach() throws(Refusal) -> HeldLink {
    var code: Int32 = 0
    var lines: [String] = []
    let link = LibbpfLines.capture(&lines) { attach(&code) }
    guard let link else { throw program.attachRefusal(code, lines) }
    return HeldLink(link)
  }

  private func attach(_ code: inout Int32) -> LinkHandle? {
    if program.type == .xdp || program.type == .schedCls {
      return program.attach(toInterface: Int32(bitPattern: unsafe if_nametoindex(FramePair.farEnd)), &code)
    }
    guard program.type == .kprobe, let probe = UserProbe(section: program.section) else {
      return program.attach(&code)
    }
    guard let function = UserFunction() else {
      code = ENOENT
      return nil
    }
    return program.attach(probe, to: function, &code)
  }
}
