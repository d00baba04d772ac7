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

  /// The stable id. A10xx: stack; A11xx: loops and complexity; A12xx: memory; A13xx: what was never written; A14xx: return
  /// values; A15xx: what a program may call. A1000 is every other rejection.
  public var id: String
  /// One line, lower case, no full stop.
  public var title: String
  /// Why kernels refuse it, and which.
  public var why: String
  /// What to change, in one sentence; nil when nothing certain can be said.
  public var fix: String?
  /// Its examples: its tests, too.
  public var examples: [Example]

  /// A page.
  public init(id: String, title: String, why: String, fix: String?, examples: [Example]) {
    self.id = id
    self.title = title
    self.why = why
    self.fix = fix
    self.examples = examples
  }
}
