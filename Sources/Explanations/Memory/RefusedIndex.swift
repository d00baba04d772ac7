import VerifierLog

/// The number that moved a pointer to where it was refused.
struct RefusedIndex {
  /// What the author calls it; nil where the source does not tell.
  var name: String?
  /// What is known of it, before it is multiplied by the size of an element.
  var range: ScalarRange
  /// Bytes of an element: what it is multiplied by.
  var scale: Int
  /// The step that moved the pointer.
  var moved: Int
  /// No other number moved the pointer.
  var isAlone: Bool
  /// The pointer before it was moved.
  var base: RegisterState?
  /// What to know of it besides: that it is a global function's argument, or a remainder.
  var note: String?
  /// No check on the path compared it.
  var isUnchecked: Bool

  /// The name in backquotes, or `the index`.
  var called: String { name.map { "`\($0)`" } ?? "the index" }
}
