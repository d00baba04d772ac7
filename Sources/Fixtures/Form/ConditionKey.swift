/// The keys of a case's `only_if`. `docs/test.schema.json` has the same ones; a test compares them.
public enum ConditionKey: String, CaseIterable, Sendable {
  /// Versions of the kernel, such as `>= 6.1`.
  case kernel
  /// Machines, as `uname -m` names them.
  case architectures = "arch"
}
