/// What became of a program. Every input yields one; none vanishes.
public enum Verdict: String, Codable, Sendable, CaseIterable {
  /// The kernel loaded it.
  case accepted
  /// The verifier said no: a verifier log exists.
  case rejected
  /// Loaded, could not be attached.
  case attach
  /// Refused before any verifier saw it: section name, map, CO-RE, BTF, attach target, a file that is no BPF object.
  case loader
  /// This machine or this process may not: policy, capability, kernel configuration or module, time limit.
  case environment
  /// Asked not to.
  case skipped
}
