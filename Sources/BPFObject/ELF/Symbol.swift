/// One entry of an object's symbol table.
public struct Symbol: Hashable, Sendable {
  /// Who sees a symbol (`STB_*`).
  public enum Binding: Hashable, Sendable {
    /// Only its own file.
    case local
    /// Everyone.
    case global
    /// Everyone; another definition may replace it, and an undefined one may stay so.
    case weak
    /// Anything else, by its number.
    case other(UInt8)
  }
  /// What a symbol stands for (`STT_*`).
  public enum Kind: Hashable, Sendable {
    /// Nothing said: externs are such.
    case none
    /// A variable or a map.
    case object
    /// A function.
    case function
    /// A section.
    case section
    /// The source file.
    case file
    /// Anything else, by its number.
    case other(UInt8)
  }
  /// Where a symbol is defined.
  public enum Place: Hashable, Sendable {
    /// Nowhere in this object: an extern.
    case undefined
    /// In the section with this index.
    case section(Int)
    /// At no section: an absolute, common or reserved index (`SHN_LORESERVE` and above).
    case reserved(Int)
  }
  /// Its place in the symbol table.
  public let index: Int
  /// Its name; empty for sections.
  public let name: String
  /// Who sees it.
  public let binding: Binding
  /// What it stands for.
  public let kind: Kind
  /// Whether its visibility is hidden or internal: libbpf then treats a global function as a static one.
  public let isHidden: Bool
  /// Where it is defined.
  public let place: Place
  /// Its offset in bytes in its section.
  public let value: UInt64
  /// Its size in bytes; 0 when unknown.
  public let size: UInt64

  /// Whether it is an extern as libbpf tells one: undefined, global or weak, without a type.
  public var isExtern: Bool { place == .undefined && kind == .none && (binding == .global || binding == .weak) }
}
