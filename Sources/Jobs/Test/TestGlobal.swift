/// Bytes of a global variable, put into its section before the load.
public struct TestGlobal: Codable, Hashable, Sendable {
  /// The ELF section: `.rodata`, `.data`, `.bss` or one of their named forms.
  public var section: String
  /// The offset in bytes from the section's start.
  public var offset: Int
  /// The bytes.
  public var bytes: ByteSlice

  /// Bytes at a place.
  public init(section: String, offset: Int, bytes: ByteSlice) {
    self.section = section
    self.offset = offset
    self.bytes = bytes
  }
}
