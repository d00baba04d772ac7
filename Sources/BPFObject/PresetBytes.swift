/// A preset as bytes for a section of globals.
public struct PresetBytes: Hashable, Sendable {
  /// The ELF section: `.rodata`, `.data`, `.bss` or a named form of one.
  public var section: String
  /// The offset in bytes from the section's start.
  public var offset: Int
  /// The bytes that stand there from then on.
  public var bytes: [UInt8]

  /// Bytes at a place.
  public init(section: String, offset: Int, bytes: [UInt8]) {
    self.section = section
    self.offset = offset
    self.bytes = bytes
  }
}
