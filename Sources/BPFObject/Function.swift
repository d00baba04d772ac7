import BTF

/// One function symbol in an executable section: what programs are linked from.
struct Function: Sendable {
  let name: String
  let section: Section
  /// The first slot, counted from the section's start.
  let start: Int
  /// Slots of 8 bytes.
  let count: Int
  /// Whether the verifier checks it by itself: a global symbol that is not hidden.
  let isGlobal: Bool
  /// Whether it can be a program of its own: not a local symbol.
  let isVisible: Bool
  /// Its BTF type, when the object says.
  let type: TypeID?

  /// Its slots in its section.
  var slots: Range<Int> { start..<(start + count) }
}
