import CProcess
import Glibc
import Jobs
import LiveKernel

/// The first process of a virtual machine: makes it a place where jobs can be done, has them done by children, and sends
/// what the children write over the reply line. A child that crashes is its job's outcome.
enum MachineInit {
  /// Does all that the orders say and ends the machine.
  static func run() -> Never {
    // Replies that nobody reads must not end us, and a child's end is asked for with `waitpid`.
    signal(SIGPIPE, SIG_IGN)
    var problems = MachineMounts.mount()
    StandardStreams.fill()
    // Before anything that depends on the jobs.
    TraceBuffers.keep()
    MachineModules.load(&problems)
    guard var line = ReplyLine(problems: &problems) else { end(problems) }
    let raised = assay_raise_loopback()
    if raised < 0 { problems.append("cannot bring the loopback interface up: \(StandardStreams.words(-raised))") }
    var hasLearnt = false
    let book = OrderBook(problems: &problems) {
      // A machine that waits is kept, and goes on more than once: what all jobs need is worth while.
      prepare()
      hasLearnt = true
      line.send(.waiting)
      line.begin()
    } load: { module, bytes, problems in
      if let problem = MachineModules.load(bytes, name: module.name) { problems.append(problem) }
    }
    guard let book else { end(problems) }
    problems.forEach(StandardStreams.complain)
    line.send(.ready(problems: problems))
    if book.orders.jobs.count > 1 {
      if !hasLearnt { prepare() }
      LearntKernel.learnModules()
    }
    do throws(FrameError) {
      try work(book, line)
    } catch {
      end(["\(error)"])
    }
    line.send(.finished)
    line.drain()
    end([])
  }

  private static func prepare() {
    Preparation.run()
    LearntKernel.learn()
  }

  private static func work(_ book: OrderBook, _ line: ReplyLine) throws(FrameError) {
    let (greeting, farewell) = try JobLoop.greetingAndFarewell()
    var present: JobChild?
    for (number, job) in book.orders.jobs.enumerated() {
      if let child = present, job.isAlone || child.jobs >= JobChild.mostJobs {
        child.end()
        present = nil
      }
      var problem = ""
      if present == nil { present = JobChild(book, from: number, problem: &problem) }
      var opening = greeting
      if let exit = present?.run(number, greeting: &opening, over: line) {
        line.send(.ended(job: number, exit))
        present = nil
      } else if present == nil {
        line.send(.ended(job: number, WorkerExit(status: ExitStatus.failed, lastWords: [problem])))
      } else {
        let exit = WorkerExit(status: ExitStatus.done, lastWords: [])
        line.send(.ended(job: number, exit), attachments: [opening + farewell])
      }
      if job.isAlone {
        present?.end()
        present = nil
      }
    }
    present?.end()
  }

  /// Ends the machine; what is wrong stands on the console.
  private static func end(_ problems: [String]) -> Never {
    problems.forEach(StandardStreams.complain)
    assay_restart()
    exit(ExitStatus.failed)
  }
}
