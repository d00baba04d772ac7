/// An executable without what only tools read: a debug build's symbols would double what each boot has to unpack.
enum SlimExecutable {
  /// The file up to the end of its last loaded segment, without its table of sections. Bytes that are no 64-bit
  /// little-endian ELF file stay as they are.
  static func slimmed(_ bytes: [UInt8]) -> [UInt8] {
    // The numbers are those of the ELF header and of program headers (System V ABI, ELF-64).
    guard bytes.count > 64, bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]) else { return bytes }
    guard let table = bytes.number(at: 32, bytes: 8), let size = bytes.number(at: 54, bytes: 2),
      let count = bytes.number(at: 56, bytes: 2), size >= 56, (0...bytes.count).contains(table)
    else { return bytes }
    let ends = (0..<count).compactMap { index -> Int? in
      let header = table + index * size
      guard let offset = bytes.number(at: header + 8, bytes: 8), let length = bytes.number(at: header + 32, bytes: 8)
      else { return nil }
      return offset &+ length
    }
    guard ends.count == count else { return bytes }
    guard let end = ends.max(), end > 64, end <= bytes.count else { return bytes }
    var slim = Array(bytes[..<end])
    for index in Array(40..<48) + Array(58..<64) { slim[index] = 0 }
    return slim
  }
}
