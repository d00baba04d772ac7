/// One place in a section that depends on where a symbol ends up.
public struct Relocation: Hashable, Sendable {
  /// The kinds of relocation in a BPF object (`R_BPF_*`, LLVM's numbers).
  public enum Kind: Hashable, Sendable {
    /// A 64-bit immediate that takes an address (`R_BPF_64_64`).
    case immediate64
    /// 64 bits of data that take an address (`R_BPF_64_ABS64`).
    case data64
    /// 32 bits of data that take an address (`R_BPF_64_ABS32`).
    case data32
    /// 32 bits of BTF or line information: a loader leaves them alone (`R_BPF_64_NODYLD32`).
    case typeInformation
    /// A call (`R_BPF_64_32`).
    case call
    /// Anything else, by its number.
    case other(UInt32)

    init(_ raw: UInt32) {
      switch raw {
      case 1: self = .immediate64
      case 2: self = .data64
      case 3: self = .data32
      case 4: self = .typeInformation
      case 10: self = .call
      default: self = .other(raw)
      }
    }
  }
  /// The offset in bytes from the start of the section that it changes.
  public let offset: UInt64
  /// Its kind.
  public let kind: Kind
  /// The index of its symbol.
  public let symbol: Int
  /// What is added to the symbol's value, when it stands here and not in the place that is changed.
  public let addend: Int64?
}
