public import Jobs
public import Reports
import Synchronization
import Workers

/// The flow of `assay top`, and of `assay bench` for programs that are already loaded: a worker reads the kernel's statistics.
public struct LiveCheck: Sendable {
  private let job: LiveJob
  private let pool: WorkerPool

  /// Finds the worker.
  /// - Throws: `CheckError` when there is none.
  public init(_ request: LiveRequest) throws(CheckError) {
    job = LiveJob(
      request.selection, events: request.events, milliseconds: Int((request.seconds * 1000).rounded(.up)),
      windows: request.windows, tellsLoads: request.tellsLoads)
    let location = try WorkerLocation.find(request.worker)
    // Nothing is said within a window.
    let silence = Duration.milliseconds(job.milliseconds) + .seconds(60)
    pool = WorkerPool(ProcessTransport(worker: location, limits: WorkerLimits(silence: silence), atOnce: 1))
  }

  /// Looks. A cancelled run gives the windows that it has by then.
  /// - Parameter show: called with each window when it is over.
  public func run(_ show: @escaping @Sendable (LiveWindow) -> Void = { _ in }) async -> LiveReport {
    let windows = Mutex<[LiveWindow]>([])
    let keepsAll = job.windows != nil && !job.tellsLoads
    var report = LiveReport(assay: BuildIdentity.version)
    do throws(TransportError) {
      report.problem = try await pool.live(job) { window in
        // Of windows without an end, and of a watch that may be long, the last is enough.
        windows.withLock { $0 = keepsAll ? $0 + [window] : [window] }
        show(window)
      }?.reason
    } catch {
      if error != .cancelled { report.problem = Reason("\(error)") }
    }
    await pool.close()
    report.windows = windows.withLock { $0 }
    return report
  }
}

extension LiveReport {
  /// What it comes to for programs that were asked for by name: one that is not there is a wrong name, and of one that did not
  /// run, or whose runs could not be counted as was asked, nothing is known.
  public func status(named: Bool) -> CheckStatus {
    let programs = windows.flatMap(\.programs)
    let ran = Set(programs.filter { $0.runs > 0 }.map(\.id))
    let idle = named && programs.contains { !ran.contains($0.id) || $0.uncounted != nil }
    let missing = windows.flatMap(\.missing).map { $0.isUnknown ? CheckStatus.usage : .undecided }
    return .combined(missing + [problem != nil || idle ? .undecided : .holds])
  }
}
