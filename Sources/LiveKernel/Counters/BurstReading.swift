/// What was counted between two reads of a group of counters.
struct BurstReading: Hashable {
  /// The clock's units that passed.
  var value: Double
  /// What the further counters counted.
  var counts: [Double]
  /// Times that the task lost its processor.
  var switches: UInt64
  /// Times that it moved to another one.
  var migrations: UInt64
  /// Whether every counter counted all the time, and forwards.
  var isWhole: Bool

  /// Whether it says more of the machine than of what ran: it is dropped, and counted.
  var isDisturbed: Bool { switches != 0 || migrations != 0 || !isWhole }
}
