/// How something is known. A report may not print a guess as a fact.
public enum Claim: Codable, Hashable, Sendable {
  /// A kernel or a run said so.
  case observed(kernel: String)
  /// The object file says so.
  case declared(section: String)
  /// Assay's own analysis says so.
  case inferred(because: String)
}
