/// The manual page of an explanation.
public struct ExplanationPage: Hashable, Sendable {
  /// One message block that the explanation knows, and what it makes of it.
  public struct Example: Hashable, Sendable {
    /// The kernels that word it so, such as `5.4 to 6.1`.
    public var kernels: String
    /// The block.
    public var messages: [String]
    /// The last lines of the path, where the explanation reads them.
    public var path: [String]
    /// The summary that comes out.
    public var summary: String

    /// An example.
    public init(_ kernels: String, _ messages: [String], path: [String] = [], summary: String) {
      self.kernels = kernels
      self.messages = messages
      self.path = path
      self.summary = summary
    }
  }

  /// C as people write it, and as it passes.
  public struct Repair: Hashable, Sendable {
    /// The lines that are refused.
    public var before: String
    /// The same lines, repaired.
    public var after: String

    /// A repair.
    public init(before: String, after: String) {
      self.before = before
      self.after = after
    }
  }

  /// The stable id. A10xx: stack; A11xx: loops and complexity; A12xx: memory; A13xx: what was never written; A14xx: return
  /// values; A15xx: what a program may call; A16xx: arguments of calls; A17xx: references, locks, sections; A18xx: a
  /// program's structure and types; A19xx: what the loader or the system refuses. A1000 is every other rejection.
  public var id: String
  /// One line, lower case, no full stop.
  public var title: String
  /// Why kernels refuse it, and which.
  public var why: String
  /// What to change, in one sentence; nil when nothing certain can be said.
  public var fix: String?
  /// How people come to it, one sentence each.
  public var causes: [String]
  /// The fix as a small before and after in C.
  public var repair: Repair?
  /// How kernels, or libbpf, word it.
  public var wordings: [Wording]
  /// Ids of pages that are near.
  public var seeAlso: [String]
  /// Its examples: its tests, too.
  public var examples: [Example]

  /// A page.
  public init(
    id: String, title: String, why: String, fix: String?, causes: [String] = [], repair: Repair? = nil,
    wordings: [Wording] = [], seeAlso: [String] = [], examples: [Example] = []
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.fix = fix
    self.causes = causes
    self.repair = repair
    self.wordings = wordings
    self.seeAlso = seeAlso
    self.examples = examples
  }
}
