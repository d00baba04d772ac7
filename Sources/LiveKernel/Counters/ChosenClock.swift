import Jobs

/// The best clock that this task can have, running.
struct ChosenClock: ~Copyable {
  /// The counters: the clock leads.
  var group: CounterGroup
  /// What its values are.
  let clock: BenchClock
  /// Why there is no better one, the best first.
  let refusals: [RungRefusal]
}
