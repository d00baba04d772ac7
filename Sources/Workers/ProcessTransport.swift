import Glibc
public import Jobs
import Subprocess
import SystemPackage

/// Has each job done by a process of its own on this kernel: workers, as many as may run at once, fork a child a job.
/// When the child ends, for whatever reason, the kernel frees all that it loaded. A child that dies takes its worker
/// along; the next job starts another.
///
/// A worker costs 4 ms of processor time to start and end, a forked child a fifth of that (2 cores, kernel 6.18). That
/// swift-subprocess takes 0.6 ms of it is worth while: its descriptors are close-on-exec, its children have no blocked or
/// ignored signals, and no thread waits.
public struct ProcessTransport: Transport {
  private let worker: WorkerLocation
  private let limits: WorkerLimits
  private let networkNamespace: Bool
  private let slots: WorkerSlots
  private let idle = IdleWorkers()

  /// A transport.
  ///
  /// From then on this process ignores SIGPIPE: a worker that dies before it has read its job must not end Assay. Writes
  /// to a closed pipe fail with EPIPE instead.
  /// - Parameters:
  ///   - atOnce: how many workers may run at once; nil for as many as there are processors.
  ///   - networkNamespace: whether workers move to a network namespace of their own; those that may not say so in `Hello`.
  public init(
    worker: WorkerLocation, limits: WorkerLimits = WorkerLimits(), atOnce: Int? = nil, networkNamespace: Bool = false
  ) {
    signal(SIGPIPE, SIG_IGN)
    self.worker = worker
    self.limits = limits
    self.networkNamespace = networkNamespace
    slots = WorkerSlots(atOnce ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Has the job done by a worker that idles, or starts one, and waits for its last reply.
  public func run(
    _ job: Job, attachments: [[UInt8]], receive: @escaping @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello {
    let pieces: [[UInt8]]
    do throws(FrameError) {
      pieces = try FrameWriter().pieces(of: Frame(job, attachments: attachments))
    } catch {
      throw .job(error)
    }
    await slots.take()
    let result: Result<Hello, TransportError>
    do throws(TransportError) {
      result = .success(try await converse(WorkerRequest(job: job, pieces: pieces, receive: receive)))
    } catch {
      result = .failure(error)
    }
    await slots.give()
    return try result.get()
  }

  /// Ends the workers that idle, and waits until they are gone.
  public func close() async {
    for process in idle.takeAll() { await process.close() }
  }

  private func converse(_ request: WorkerRequest) async throws(TransportError) -> Hello {
    while true {
      guard !Task.isCancelled else { throw .cancelled }
      let old = idle.take()
      let process = old ?? WorkerProcess(configuration, path: worker.path.string, silence: limits.silence)
      do throws(WorkerLoss) {
        let hello = try await process.run(request)
        idle.put(process)
        return hello
      } catch {
        // One that idled may have gone before it saw the job: that is not the job's end.
        guard old != nil, error.isUnheard else { throw error.error }
      }
    }
  }

  private var configuration: Configuration {
    var arguments: [String] = []
    if networkNamespace { arguments.append("--network-namespace") }
    if let memory = limits.memory { arguments += ["--memory-limit", "\(memory)"] }
    var options = PlatformOptions()
    // A group of its own: Ctrl-C on a terminal is for Assay, which ends its workers in order.
    options.processGroupID = 0
    options.teardownSequence = WorkerProcess.teardown
    return Configuration(
      executable: .path(worker.path), arguments: Arguments(arguments),
      environment: .custom([:] as [Environment.Key: String]),
      platformOptions: options)
  }
}
