import Jobs

/// Why a clock was not taken, or not with all that was to be read beside it.
struct RungRefusal: Hashable {
  /// The clock.
  var rung: BenchClock.Rung
  /// What of it was refused, and why.
  var refusal: CounterRefusal
}
