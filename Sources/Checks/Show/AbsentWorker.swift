import Toolchain
import Workers

/// Stands where a worker would write `vmlinux.h` and there is none: an object, and C that needs no such header, are shown
/// all the same.
struct AbsentWorker: HeaderMaker {
  let reason: WorkerMissing

  func header(btf: [UInt8]?) async throws(ToolchainError) -> [UInt8] {
    throw ToolchainError("vmlinux.h cannot be written: \(reason)")
  }
}
