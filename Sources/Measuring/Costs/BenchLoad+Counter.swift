public import Jobs

extension BenchLoad {
  /// The load with a further counter's counts in place of its readings: what is estimated of a clock can be estimated of a
  /// counter. Arms that were not counted have no readings.
  public func counted(_ counter: Int) -> BenchLoad {
    BenchLoad(
      arms: arms.map { Arm($0.arm, readings: $0.counts.indices.contains(counter) ? $0.counts[counter] : []) },
      disturbed: disturbed)
  }
}
