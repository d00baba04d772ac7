import CProcess
import Glibc
import Jobs
import LiveKernel

/// Jobs from standard input, one after the other, each done by a forked child: its replies go to standard output. What
/// all jobs need - the program itself, the runtime, what libbpf has found out about the kernel - is there once; what a
/// job loads and breaks is its child's and goes with it.
enum JobLoop {
  /// Returns the exit status. Does not return when a child dies: then this process ends in the same way, so that whoever
  /// reads the replies sees the end of the child, right after the last that it said.
  static func run(_ options: Invocation.JobOptions) -> Int32 {
    let namespace = options.networkNamespace ? assay_unshare_network() == 0 : nil
    ProcessLimits.set(memory: options.memoryLimit)
    signal(SIGPIPE, SIG_IGN)
    assay_hold_signals()
    let writer = ReplyWriter()
    writer.send(.hello(hello(networkNamespace: namespace)))
    Preparation.run()
    var isUsed = false
    var hasLearnt = false
    while assay_await_input() == 1 {
      // One job alone is done sooner without; of the second on, each gains.
      if isUsed, !hasLearnt {
        LearntKernel.learn()
        hasLearnt = true
      }
      let child = assay_fork()
      if child == 0 { _exit(work(writer)) }
      guard child > 0 else {
        StandardStreams.complain("cannot fork: \(StandardStreams.words(-child))")
        return ExitStatus.failed
      }
      var ending = assay_ending()
      let wait = unsafe assay_await_child(child, &ending)
      if wait == 0 || ending.signal != 0 { TestLeftovers.remove(of: child) }
      switch wait {
      case 1 where ending.signal == 0 && ending.status == ExitStatus.done: isUsed = true
      case 1 where ending.signal == 0 && ending.status == ExitStatus.noJob:
        return isUsed ? ExitStatus.done : ExitStatus.readerGone
      case 1: unsafe assay_end_as(&ending)
      case 0: return ExitStatus.readerGone
      case let code:
        StandardStreams.complain("cannot wait for a job: \(StandardStreams.words(-code))")
        return ExitStatus.failed
      }
    }
    return isUsed ? ExitStatus.done : ExitStatus.readerGone
  }

  /// Does jobs of a virtual machine's orders in a child of its first process, from the one with that number on: the next
  /// for each byte that comes over `turns`. A byte over `ends` says that a job is done and that all replies are written,
  /// but for the first and the last, which are the same for all jobs: `greeting` and `farewell`.
  static func run(jobsOf book: OrderBook, from first: Int, turns: Int32, ends: Int32) -> Never {
    ProcessLimits.set(memory: nil)
    signal(SIGPIPE, SIG_IGN)
    // The reply line deflates all of it; what is longer would be too long for a frame.
    let writer = ReplyWriter(FrameWriter(worthDeflating: 128 << 10))
    var number = first
    while StandardStreams.read(turns, most: 1)?.count == 1 {
      _ = answer(writer) { () throws(FrameError) in
        var reader = FrameReader(expecting: .job)
        try reader.consume(book.frame(number).span)
        guard let frame = reader.next() else { throw FrameError(.truncated) }
        return frame
      }
      guard StandardStreams.write([1], to: ends) else { break }
      number += 1
    }
    _exit(ExitStatus.done)
  }

  /// What a worker in a virtual machine says before its replies to a job, and after them.
  static func greetingAndFarewell() throws(FrameError) -> (greeting: [UInt8], farewell: [UInt8]) {
    let writer = FrameWriter()
    return (
      try writer.bytes(of: Frame(.hello(hello(networkNamespace: nil)))), try writer.bytes(of: Frame(.finished))
    )
  }

  /// Does one job; returns the child's exit status. The child reads its job itself: the process that goes on to the next
  /// has seen nothing of it.
  private static func work(_ writer: ReplyWriter) -> Int32 {
    let status = answer(writer, read)
    if status != ExitStatus.noJob { writer.send(.finished) }
    return status
  }

  private static func answer(_ writer: ReplyWriter, _ read: () throws(FrameError) -> Frame?) -> Int32 {
    do throws(FrameError) {
      guard let frame = try read() else { return ExitStatus.noJob }
      JobService(attachments: frame.attachments, writer: writer).perform(try frame.job())
      return ExitStatus.done
    } catch {
      // What follows in the stream is no job either.
      writer.send(.failed(.environment, Reason("the worker cannot read its job: \(error)")))
      return ExitStatus.failed
    }
  }

  /// Who this is.
  private static func hello(networkNamespace: Bool?) -> Hello {
    let kernel = KernelRelease.running
    return Hello(
      build: BuildIdentity.current, kernelRelease: kernel.release, machine: kernel.machine,
      libbpf: LinkedLibbpf.version,
      networkNamespace: networkNamespace)
  }

  /// The job's frame; nil when standard input ends before one begins. Whoever sends jobs waits for the end of one before
  /// it sends the next: nothing after the frame is read.
  private static func read() throws(FrameError) -> Frame? {
    var reader = FrameReader(expecting: .job)
    while true {
      guard let bytes = StandardStreams.read(STDIN_FILENO, most: 1 << 16), !bytes.isEmpty else {
        try reader.finish()
        return nil
      }
      try reader.consume(bytes.span)
      if let frame = reader.next() { return frame }
    }
  }
}
