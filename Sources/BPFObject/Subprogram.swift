public import BTF

/// One function inside a linked program: the program's own first, then those it calls, in the order that libbpf
/// appends them.
public struct Subprogram: Hashable, Sendable {
  /// The function's name.
  public let name: String
  /// Its slots in the linked program.
  public let slots: Range<Int>
  /// Whether the verifier checks it by itself, for any arguments of its types (a global function), or at each call (a
  /// static or hidden one).
  public let isGlobal: Bool
  /// Its BTF type, when the object has type information.
  public let type: TypeID?
  /// The section that it was taken from.
  public let section: String
  /// Its first slot in that section.
  public let sectionSlot: Int
}
