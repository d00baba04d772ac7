/// One read of a group of counters.
struct CounterReading {
  /// What was read.
  var words: CounterWords
  /// Counters beside the clock and the two that tell a disturbed burst.
  var furtherCounters: Int

  /// The clock's value.
  var value: UInt64 { words[3] }
  /// Context switches of the task.
  var switches: UInt64 { words[4] }
  /// Moves of the task to another processor.
  var migrations: UInt64 { words[5] }
  /// Nanoseconds that the group was on.
  var enabled: UInt64 { words[1] }
  /// Nanoseconds of them that it counted: fewer when perf shared the hardware out in turns.
  var running: UInt64 { words[2] }

  /// The value of a further counter.
  func count(_ index: Int) -> UInt64 { words[Self.furtherAt + index] }

  /// Where the values of further counters begin.
  static let furtherAt = 6
  /// As many further counters as fit into one read.
  static let mostFurther = CounterWords.count - furtherAt

  /// What was counted since an earlier reading of the same group.
  func since(_ earlier: CounterReading) -> BurstReading {
    var isBackwards = false
    func difference(_ later: UInt64, _ earlier: UInt64) -> Double {
      // Some registers are 48 bits wide and perf widens them as if they had 64 (arch/x86/events/msr.c): their wrap is one
      // of the difference's lower 48 bits, and so is that of 64. No burst counts 2^47.
      let low = (later &- earlier) & 0xFFFF_FFFF_FFFF
      if low >> 47 == 1 { isBackwards = true }
      return Double(low)
    }
    let value = difference(value, earlier.value)
    let counts = (0..<furtherCounters).map { difference(count($0), earlier.count($0)) }
    return BurstReading(
      value: value, counts: counts, switches: switches &- earlier.switches,
      migrations: migrations &- earlier.migrations,
      isWhole: !isBackwards && running &- earlier.running == enabled &- earlier.enabled)
  }
}
