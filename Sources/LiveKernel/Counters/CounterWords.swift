/// What one read of a group of counters gives: the number of counters, the time that the group was on, the time that it
/// counted, both in nanoseconds, and the counters' values, the leader's first. They lie in place: reading allocates nothing.
struct CounterWords {
  /// As many as a group may be long.
  static let count = 16
  /// Words before the values.
  static let header = 3

  private var words = InlineArray<16, UInt64>(repeating: 0)

  /// One of them.
  subscript(index: Int) -> UInt64 {
    get { words[index] }
    set { words[index] = newValue }
  }

  /// Lets a reader fill them.
  mutating func fill<Result>(_ read: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    var span = words.mutableSpan
    return unsafe span.withUnsafeMutableBytes { bytes in unsafe read(bytes) }
  }
}
