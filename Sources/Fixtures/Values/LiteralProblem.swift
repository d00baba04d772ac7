/// Text that is no value of a type.
struct LiteralProblem: Error, Hashable {
  /// What is wrong, for a place in a file.
  var message: String
  /// What to write instead.
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
