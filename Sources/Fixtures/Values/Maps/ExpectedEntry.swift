import Findings

/// An entry that a map must hold, or must not.
struct ExpectedEntry: Sendable {
  /// Empty for maps without keys.
  let key: [UInt8]
  let value: ExpectedValue
  /// Where its key is written, or its value where it has none.
  let span: SourceSpan
}
