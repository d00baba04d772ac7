import Glibc

/// Bytes that never change, and parts of them, without copies: an array's, or those of a mapped file.
@safe public struct ByteRegion: Sendable {
  private let owner: ByteOwner
  private let start: Int
  /// How many bytes there are.
  public let count: Int

  private init(owner: ByteOwner, start: Int, count: Int) {
    self.owner = owner
    self.start = start
    self.count = count
  }

  /// Bytes of an array.
  public init(_ bytes: [UInt8]) {
    let owner = ByteOwner(copying: bytes)
    self.init(owner: owner, start: 0, count: bytes.count)
  }

  /// A file's bytes, mapped; read where the file cannot be mapped (BTF in sysfs before 6.16).
  ///
  /// For files that nobody cuts short while they are mapped, as the kernel's BTF: touching a page behind the new end
  /// would end the process. Other files are to be read to an array.
  /// - Throws: the error number of the call that failed.
  public init(mapping path: String) throws(MappingError) {
    let owner = try ByteOwner(mapping: path)
    self.init(owner: owner, start: 0, count: owner.count)
  }

  /// A part; what lies outside of these bytes is left off.
  public subscript(range: Range<Int>) -> ByteRegion {
    let inside = range.clamped(to: 0..<count)
    return ByteRegion(owner: owner, start: start + inside.lowerBound, count: inside.count)
  }

  /// The byte at an offset, which must lie inside.
  public subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset outside of the bytes")
    return unsafe owner.base.load(fromByteOffset: start + offset, as: UInt8.self)
  }

  /// The little-endian word at an offset; its four bytes must lie inside.
  public func word(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset <= count - 4, "word outside of the bytes")
    return unsafe UInt32(littleEndian: owner.base.loadUnaligned(fromByteOffset: start + offset, as: UInt32.self))
  }

  /// The bytes from `offset` to the next NUL, the end, or `limit` bytes on, whichever comes first.
  func string(at offset: Int, limit: Int) -> String {
    guard offset >= 0, offset < count else { return "" }
    let longest = min(limit, count - offset)
    let first = unsafe owner.base + start + offset
    let length = unsafe strnlen(first.assumingMemoryBound(to: CChar.self), longest)
    return unsafe String(decoding: UnsafeRawBufferPointer(start: first, count: length), as: UTF8.self)
  }

  /// A number made of the bytes from `offset` to the next NUL, the end, or `limit` bytes on: eight bytes a step.
  func hash(at offset: Int, limit: Int) -> UInt32 {
    guard offset >= 0, offset < count else { return 0 }
    let first = unsafe owner.base + start + offset
    let length = unsafe strnlen(first.assumingMemoryBound(to: CChar.self), min(limit, count - offset))
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    var at = 0
    while length - at >= 8 {
      state = unsafe (state ^ first.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xff51_afd7_ed55_8ccd
      state ^= state >> 32
      at += 8
    }
    var rest: UInt64 = 0
    while at < length {
      rest = unsafe rest << 8 | UInt64(first.load(fromByteOffset: at, as: UInt8.self))
      at += 1
    }
    state = (state ^ rest) &* 0xff51_afd7_ed55_8ccd
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// Whether the NUL-terminated bytes at an offset are these.
  func holds(_ text: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset < count, text.count < count - offset else { return false }
    guard self[offset + text.count] == 0 else { return false }
    let first = unsafe owner.base + start + offset
    return unsafe text.withUnsafeBytes { wanted in
      guard let bytes = wanted.baseAddress else { return true }
      return unsafe memcmp(bytes, first, wanted.count) == 0
    }
  }

  /// The bytes as an array.
  public var array: [UInt8] {
    unsafe [UInt8](UnsafeRawBufferPointer(start: owner.base + start, count: count))
  }
}
