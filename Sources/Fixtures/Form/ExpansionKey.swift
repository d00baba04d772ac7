/// Keys that mean something wherever a value can be taken over.
enum ExpansionKey {
  /// The named value that a mapping takes over and changes.
  static let from = "from"
  /// A field of that name, written as C's initializers write fields.
  static let fieldFrom = ".from"
  /// A value by its name that other keys are laid over, once it is known what it is. No file can have this key: the reader
  /// of YAML keeps the character for itself.
  static let lower = "\u{E000}"
}
