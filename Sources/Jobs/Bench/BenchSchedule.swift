/// How often what is measured is repeated.
public struct BenchSchedule: Codable, Hashable, Sendable {
  /// Fresh loads of all arms: machine code and maps lie elsewhere in each.
  public var loads: Int
  /// Rounds of a load: in each every arm has its turn, in the other order every other time.
  public var rounds: Int
  /// Bursts of an arm in a round; their median is the round's reading.
  public var bursts: Int
  /// Runs in a burst; nil for as many as make a burst of about 50 microseconds, or of 200,000 instructions.
  public var runs: Int?
  /// Bursts of each arm before the first round.
  public var warmUp: Int

  /// On a machine that people use: many short bursts. Where code came to lie makes more of a difference between loads than
  /// anything else does between rounds: many loads of few rounds tell more than few of many.
  public static let native = BenchSchedule(loads: 8, rounds: 20, bursts: 1, runs: nil, warmUp: 0)
  /// The same of attached programs: attaching takes long, so that each turn has more bursts.
  public static let nativeAttached = BenchSchedule(loads: 6, rounds: 6, bursts: 21, runs: nil, warmUp: 1)
  /// Of programs attached while a command runs, which takes long: each turn is one run of it.
  public static let workload = BenchSchedule(loads: 5, rounds: 3, bursts: 1, runs: 1, warmUp: 0)
  /// On a machine that counts: a few rounds, for what a timer's tick falls into; three where none does.
  public static let exact = BenchSchedule(loads: 1, rounds: 11, bursts: 1, runs: nil, warmUp: 1)

  /// A schedule.
  public init(loads: Int, rounds: Int, bursts: Int, runs: Int?, warmUp: Int) {
    self.loads = loads
    self.rounds = rounds
    self.bursts = bursts
    self.runs = runs
    self.warmUp = warmUp
  }
}
