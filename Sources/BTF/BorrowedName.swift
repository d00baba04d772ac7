/// A string of a type table that is made to a `String` only when asked for.
struct BorrowedName: Sendable {
  let storage: TypeStorage
  let offset: UInt32

  var string: String { storage.string(at: offset) ?? "" }

  /// Whether it is this text, without making a `String`.
  func holds(_ text: [UInt8]) -> Bool { storage.stringHolds(text, at: offset) }

  var isEmpty: Bool { storage.stringHolds([], at: offset) }
}
