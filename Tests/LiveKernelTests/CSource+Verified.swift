import Jobs
import TestSupport

extension CSource {
  /// What a run over the compiled object gives.
  func verified(_ change: (inout VerifyJob) -> Void = { _ in }) async throws -> Verified {
    try Verified(try await compiled(), change)
  }
}
