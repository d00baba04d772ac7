extension Array where Element == UInt8 {
  /// The little-endian number of `count` bytes at an offset; nil where they do not all lie inside.
  func number(at offset: Int, bytes count: Int) -> Int? {
    guard offset >= 0, count <= self.count, offset <= self.count - count else { return nil }
    return (0..<count).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(self[offset + $1]) << (8 * UInt64($1))) }
  }
}
