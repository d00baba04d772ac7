/// Keys that mean something wherever a value can be taken over.
enum ExpansionKey {
  /// The named value that a mapping takes over and changes.
  static let from = "from"
  /// A field of that name, written as C's initializers write fields.
  static let fieldFrom = ".from"
}
