import Jobs

/// Tells what a burst took.
protocol BurstClock: AnyObject {
  /// What its readings are.
  var kind: BenchClock { get }
  /// The further counters that it reads.
  var counters: [String] { get }
  /// A burst begins.
  func start()
  /// What it took; nil when it cannot be read.
  func stop() -> BurstReading?
}
