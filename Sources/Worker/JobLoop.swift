import CProcess
import Glibc
import Jobs
import LiveKernel

/// One job from standard input, its replies to standard output.
enum JobLoop {
  /// Returns the exit status.
  static func run(_ options: Invocation.JobOptions) -> Int32 {
    let namespace = options.networkNamespace ? assay_unshare_network() == 0 : nil
    ProcessLimits.set(memory: options.memoryLimit)
    signal(SIGPIPE, SIG_IGN)
    let writer = ReplyWriter()
    writer.send(.hello(hello(networkNamespace: namespace)))
    do throws(FrameError) {
      guard let frame = try read() else { return ExitStatus.readerGone }
      let job = try frame.job()
      InputWatch.start()
      JobService(attachments: frame.attachments, writer: writer).perform(job)
    } catch {
      writer.send(.failed(.environment, Reason("the worker cannot read its job: \(error)")))
    }
    writer.send(.finished)
    return ExitStatus.done
  }

  /// Who this is.
  private static func hello(networkNamespace: Bool?) -> Hello {
    let kernel = KernelRelease.running
    return Hello(
      build: BuildIdentity.current, kernelRelease: kernel.release, machine: kernel.machine,
      libbpf: LinkedLibbpf.version,
      networkNamespace: networkNamespace)
  }

  /// The job's frame; nil when standard input ends before one begins.
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
