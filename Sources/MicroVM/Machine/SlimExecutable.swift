/// An executable without what only tools read: a debug build's symbols would double what each boot has to unpack.
enum SlimExecutable {
  /// The file up to the end of its last loaded segment, without its table of sections. Bytes that are no 64-bit
  /// little-endian ELF file stay as they are.
  static func slimmed(_ bytes: [UInt8]) -> [UInt8] {
    // The numbers are those of the ELF header and of program headers (System V ABI, ELF-64).
    guard bytes.count > 64, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return bytes }
    let (table, size, count) = (number(bytes, 32, 8), number(bytes, 54, 2), number(bytes, 56, 2))
    guard size >= 56, table <= bytes.count, table + size * count <= bytes.count else { return bytes }
    let ends = (0..<count).map { index in
      let header = table + index * size
      return number(bytes, header + 8, 8) &+ number(bytes, header + 32, 8)
    }
    guard let end = ends.max(), end > 64, end <= bytes.count else { return bytes }
    var slim = Array(bytes[..<end])
    for index in Array(40..<48) + Array(58..<64) { slim[index] = 0 }
    return slim
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(bytes[offset + $1]) << (8 * UInt64($1))) }
  }
}
