/// One diagnostic: an explanation, a lint, a compiler's error, a loader's refusal.
public struct Finding: Codable, Hashable, Sendable {
  /// Stable id, such as `A1002`; nil for what has no page of its own (a compiler's error).
  public var id: String?
  /// How much it matters.
  public var severity: Severity
  /// One line, lower case, no full stop, about the author's own names.
  public var title: String
  /// The program it is about, when it is about one.
  public var program: String?
  /// The instruction it is about, counted as the verifier's log counts; nil when there is none.
  public var instruction: Int?
  /// The span that the finding points at, first in the story's importance.
  public var primary: LabelledSpan?
  /// Up to four more spans that tell the story in order.
  public var related: [LabelledSpan]
  /// Further facts, one sentence each.
  public var notes: [String]
  /// What to change, in one sentence; nil when nothing certain can be said.
  public var fix: String?
  /// The fix as a change of the source, where it needs no thought.
  public var edit: Edit?
  /// How the finding is known.
  public var claim: Claim

  /// A finding; everything but severity, title and claim may be added later.
  public init(
    id: String? = nil, severity: Severity, title: String, program: String? = nil, instruction: Int? = nil,
    primary: LabelledSpan? = nil, related: [LabelledSpan] = [], notes: [String] = [], fix: String? = nil,
    edit: Edit? = nil,
    claim: Claim
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.program = program
    self.instruction = instruction
    self.primary = primary
    self.related = related
    self.notes = notes
    self.fix = fix
    self.edit = edit
    self.claim = claim
  }
}
