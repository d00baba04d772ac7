/// A span with what it has to say: one step of a finding's story.
public struct LabelledSpan: Codable, Hashable, Sendable {
  /// Where.
  public var span: SourceSpan
  /// What happened there, in words about the author's own names.
  public var label: String
  /// The source line's text when it is known without reading the file (from BTF line info or a compiler).
  public var text: String?
  /// The instruction that was compiled from it, counted as the verifier's log counts; nil when it stands for none.
  public var instruction: Int?

  /// A labelled place.
  public init(_ span: SourceSpan, label: String, text: String? = nil, instruction: Int? = nil) {
    self.span = span
    self.label = label
    self.text = text
    self.instruction = instruction
  }
}
