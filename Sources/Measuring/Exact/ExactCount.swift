public import Jobs

/// What a machine that counts each instruction said of one arm: the reading that most rounds agree on.
public struct ExactCount: Codable, Hashable, Sendable {
  /// The arm.
  public var arm: BenchArm
  /// The reading that comes most often: instructions of one run, or of one deed with the cost of reading the counter in it.
  public var reading: Double
  /// Readings that were taken.
  public var readings: Int
  /// Those that are the same. What a timer's tick fell into counts some thousand instructions more; it is dropped.
  public var clean: Int

  /// Whether more than half of the readings are the same: else the program does not do the same each time.
  public var isSteady: Bool { clean * 2 > readings }

  /// The count for an arm; nil for one without readings. Of readings that come equally often the smaller counts: what
  /// disturbs only ever adds.
  init?(_ arm: BenchArm, of loads: [BenchLoad]) {
    let values = Sample(loads.flatMap { $0.readings(arm) }).sorted
    var best: (reading: Double, count: Int)?
    var start = values.startIndex
    while start < values.endIndex {
      let end = values[start...].firstIndex { !Self.areSame($0, values[start]) } ?? values.endIndex
      if end - start > best?.count ?? 0 { best = (values[start], end - start) }
      start = end
    }
    guard let best else { return nil }
    self.arm = arm
    reading = best.reading
    readings = values.count
    clean = best.count
  }

  /// Whether two readings are the same: bursts of up to 100,000 runs cannot differ by less.
  static func areSame(_ one: Double, _ other: Double) -> Bool { (one - other).magnitude < 1e-5 }
}
