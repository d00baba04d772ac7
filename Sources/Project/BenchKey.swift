/// The keys of `bench` in `assay.yml`.
public enum BenchKey: String, CaseIterable, Sendable {
  /// The kernels to count instructions on.
  case exact
  /// Whether time is taken on this machine too.
  case native
  /// Patterns for the programs.
  case programs
}
