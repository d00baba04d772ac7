/// A word of a bpftrace script: neither blanks nor comments are any.
public struct ScriptToken: Hashable, Sendable {
  /// What kind of word it is.
  public enum Kind: Hashable, Sendable {
    /// A keyword, builtin, function or field: `nsecs`.
    case identifier
    /// A number, with its suffix: `1e6`, `10ms`.
    case number
    /// A string with its quotes.
    case string
    /// A map: `@`, `@start`.
    case map
    /// A variable or a positional parameter: `$t`, `$1`, `$#`.
    case variable
    /// Any other sign, one byte each, but for `->`, `++` and `--`.
    case symbol
  }

  /// The kind.
  public var kind: Kind
  /// The word as it is written.
  public var text: String
  /// Where it stands: bytes from the start of the text.
  public var range: Range<Int>
}
