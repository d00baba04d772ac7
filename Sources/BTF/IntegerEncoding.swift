/// How an `int` type's bits are to be read.
public struct IntegerEncoding: Hashable, Sendable {
  /// `BTF_INT_SIGNED`.
  public var isSigned: Bool
  /// `BTF_INT_CHAR`.
  public var isCharacter: Bool
  /// `BTF_INT_BOOL`.
  public var isBool: Bool
  /// The first bit's offset; 0 but in bit fields of very old BTF.
  public var bitOffset: Int
  /// How many bits count.
  public var bits: Int

  init(word: UInt32) {
    let encoding = word >> 24
    isSigned = encoding & 1 != 0
    isCharacter = encoding & 2 != 0
    isBool = encoding & 4 != 0
    bitOffset = Int(word >> 16 & 0xff)
    bits = Int(word & 0xff)
  }
}
