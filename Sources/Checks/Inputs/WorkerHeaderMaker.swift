import Jobs
import Toolchain
import Workers

/// Has a worker write `vmlinux.h`.
struct WorkerHeaderMaker: HeaderMaker {
  let pool: WorkerPool

  func header(btf: [UInt8]?) async throws(ToolchainError) -> [UInt8] {
    let made: Result<[UInt8], JobFailure>
    do throws(TransportError) {
      made = try await pool.header(of: btf)
    } catch {
      throw ToolchainError("\(error)")
    }
    switch made {
    case .success(let text): return text
    case .failure(let failure): throw ToolchainError(failure.reason.summary, advice: failure.reason.advice)
    }
  }
}
