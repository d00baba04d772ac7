/// A comment that begins with `assay:` and cannot be read.
public struct SuppressionFault: Error, Hashable, Sendable {
  /// What is wrong with it.
  public enum Kind: String, Hashable, Sendable {
    /// It does not go on with `allow`.
    case unknownVerb = "'assay:' is followed by 'allow RULE: reason'"
    /// No rule is named.
    case noRule = "no rule is named: 'assay: allow A2101: reason'"
    /// There is no reason.
    case noReason = "a reason has to follow: 'assay: allow A2101: reason'"
    /// What follows `until` is no month, or something follows the month.
    case badMonth = "'until' is followed by a month, such as 2027-06, and then by the reason"
  }

  /// What is wrong.
  public var kind: Kind
  /// Where.
  public var place: SourceSpan

  init(_ kind: Kind, at place: SourceSpan) {
    self.kind = kind
    self.place = place
  }
}
