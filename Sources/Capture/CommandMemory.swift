/// Memory of a command that is looked into.
protocol CommandMemory {
  /// The bytes from an address on; fewer where the memory ends.
  func read(_ address: UInt64, count: Int) -> [UInt8]
  /// A text up to its NUL, of at most `limit` bytes.
  func string(_ address: UInt64, limit: Int) -> String
}

extension TracedThread: CommandMemory {}
