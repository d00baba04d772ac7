import Fixtures
import Reports

/// Cases that the running kernel was spared: a virtual machine may run them.
struct SparedCases: Sendable {
  /// What they came to there.
  struct Moved: Sendable {
    /// By the name of the case whose place they take.
    var cases: [(name: String, cases: [TestedCase])] = []
    var snapshots: [SnapshotCase] = []
  }

  /// The kernels that are asked for them anyway.
  let asked: [AskedKernel]
  /// Runs them on a kernel.
  let run: @Sendable (AskedKernel) async -> Moved
}
