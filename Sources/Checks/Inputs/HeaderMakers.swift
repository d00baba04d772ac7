import SystemPackage
import Toolchain
import Workers

/// Who writes `vmlinux.h` for a command that asks no kernel otherwise.
enum HeaderMakers {
  /// A worker, where there is one; without one, a source that needs the header says so, and all others do.
  static func maker(for request: BuildRequest) throws(CheckError) -> any HeaderMaker {
    do throws(WorkerMissing) {
      let location = try WorkerLocation(explicit: request.worker.map { FilePath($0) })
      return WorkerHeaderMaker(pool: WorkerPool(ProcessTransport(worker: location, limits: WorkerLimits())))
    } catch {
      guard request.worker == nil else { throw .usage("\(error)") }
      return AbsentWorker(reason: error)
    }
  }
}
