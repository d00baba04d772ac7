/// How often what is measured is repeated.
public struct BenchSchedule: Codable, Hashable, Sendable {
  /// Fresh loads of all arms: machine code and maps lie elsewhere in each.
  public var loads: Int
  /// Rounds of a load: in each every arm has its turn, in the other order every other time.
  public var rounds: Int
  /// Bursts of an arm in a round; their median is the round's reading.
  public var bursts: Int
  /// Runs in a burst; nil for as many as take about 50 microseconds.
  public var runs: Int?
  /// Bursts of each arm before the first round.
  public var warmUp: Int

  /// A schedule.
  public init(loads: Int, rounds: Int, bursts: Int, runs: Int?, warmUp: Int) {
    self.loads = loads
    self.rounds = rounds
    self.bursts = bursts
    self.runs = runs
    self.warmUp = warmUp
  }
}
