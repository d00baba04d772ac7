/// The keys of one kernel in `assay.yml`.
public enum KernelKey: String, CaseIterable, Sendable {
  /// Which kernel.
  case image
  /// The SHA-256 that its image must have.
  case sha256
  /// Whether the exit status is the same whatever it says.
  case optional
}
