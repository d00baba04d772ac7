import CProcess
import FoundationEssentials
import Glibc
import Jobs
import LiveKernel

/// The first process of a virtual machine: makes it a place where jobs can be done, has each done by a child of its own,
/// and sends what the children write over the reply line. A child that crashes is that job's outcome.
enum MachineInit {
  /// Does all that the orders say and ends the machine.
  static func run() -> Never {
    // Replies that nobody reads must not end us, and a child's end is asked for with `waitpid`.
    signal(SIGPIPE, SIG_IGN)
    var problems = MachineMounts.mount()
    guard let line = ReplyLine(problems: &problems) else { end(problems) }
    guard let orders = orders(&problems) else { end(problems) }
    let raised = assay_raise_loopback()
    if raised < 0 { problems.append("cannot bring the loopback interface up: \(StandardStreams.words(-raised))") }
    for module in orders.modules {
      let result = unsafe assay_load_module(module)
      guard result < 0, result != -EEXIST else { continue }
      problems.append("cannot load the module \(module): \(StandardStreams.words(-result))")
    }
    problems.forEach(StandardStreams.complain)
    line.send(.ready(problems: problems))
    Preparation.run()
    if orders.jobs > 1 { LearntKernel.learn() }
    for number in 0..<orders.jobs { MachineJob(number: number, line: line).run() }
    line.send(.finished)
    line.drain()
    end([])
  }

  private static func orders(_ problems: inout [String]) -> MachineOrders? {
    let file = unsafe open(MachineOrders.path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    // A path of 100 bytes for each of the kernel's modules.
    guard let bytes = StandardStreams.read(file, most: 1 << 20),
      let orders = try? CanonicalJSON.decode(MachineOrders.self, from: Data(bytes))
    else {
      problems.append("there are no orders at \(MachineOrders.path)")
      return nil
    }
    return orders
  }

  /// Ends the machine; what is wrong stands on the console.
  private static func end(_ problems: [String]) -> Never {
    problems.forEach(StandardStreams.complain)
    assay_restart()
    exit(ExitStatus.failed)
  }
}
