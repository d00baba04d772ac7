/// What a burst took.
struct BurstReading {
  /// The clock's units.
  var value: Double
  /// What the further counters counted.
  var counts: [Double]
}
