public import Jobs

/// What a program costs, estimated from readings, in the units of their clock.
///
/// Each figure is the median over loads of the median over rounds of what one arm took more than another in the same round.
/// What is the same for both falls out: the loop around test runs, statistics that someone else left on, a slow minute.
public struct CostFigures: Codable, Hashable, Sendable {
  /// What it costs that anything is attached, for each run: the empty twin against nothing. Nil for test runs, which have no
  /// hook, and where there is no twin.
  public var hook: Estimate?
  /// What the program itself costs: above its empty twin. Nil where there is no twin.
  public var body: Estimate?
  /// All of it. Attached: hook and body, their sum to the last bit. For test runs: the reading itself.
  public var total: Estimate
  /// What was read of the empty twin; nil where there is none. Of a program attached it is the driver's deed with it.
  public var floor: Double?
  /// How much more the program costs than the base; nil without a base.
  public var change: Estimate?
  /// The base's total, which the change is a share of.
  public var baseline: Double?
  /// Attached: the total of a deed in percent of the deed with nothing attached.
  public var overhead: Estimate?
  /// Two equal empty programs against each other: nothing but noise. Nil where there is no control.
  public var noise: Estimate?
  /// The smallest change that can be told from noise; nil where noise is not known.
  public var detectable: Double?
  /// Whether `detectable` is what the clock's step and the length of bursts allow: less noise would not help.
  public var isLimitedByClock: Bool
  /// The program's readings, nothing taken off.
  public var gross: GrossFigures
  /// The levels that the readings keep to: one as a rule, two where machine code is faster or slower by where it lies.
  public var modes: [ReadingMode]
  /// Fresh loads behind the figures.
  public var loads: Int
  /// Rounds behind the figures, of all loads.
  public var rounds: Int
  /// Rounds that were dropped because the task lost its processor in them.
  public var dropped: Int

  /// The part of the rounds that was dropped.
  public var droppedShare: Double { Double(dropped) / Double(max(dropped + rounds, 1)) }

  /// Whether more than half of the rounds were dropped: what is left says little.
  public var isDisturbed: Bool { droppedShare > 0.5 }

  /// The part that the program answers for, which budgets are held against: attached its total, of test runs what it costs
  /// above an empty program.
  public var charged: Estimate { hook == nil ? body ?? total : total }

  /// The change in percent of the base's total; nil without a base, and for one that costs nothing.
  public var changePercent: Estimate? {
    guard let change, let baseline, baseline > 0 else { return nil }
    return change.scaled(by: 100 / baseline)
  }

  /// No change below this many nanoseconds is told from noise, however little of it there is.
  static let leastNanoseconds = 0.3

  /// The figures of some loads; nil when there are no readings of the program.
  ///
  /// `burst` is the count of runs, or deeds, in a burst. `runsPerDeed` is how often the program runs for each deed of what
  /// drives it, for readings that are of deeds: differences are divided by it. `draws` is how often loads and rounds
  /// are drawn for the intervals. Equal readings give equal figures, in whatever order loads and rounds come.
  public init?(
    _ loads: [BenchLoad], isAttached: Bool, clock: BenchClock, burst: Int, runsPerDeed: Double = 1,
    draws: Int = 2000
  ) {
    let arms = Set(loads.flatMap(\.arms).filter { !$0.readings.isEmpty }.map(\.arm))
    guard arms.contains(.head), !isAttached || arms.contains(.bare) else { return nil }
    var contrasts: [Contrast] = []
    func ask(_ arm: BenchArm, off: BenchArm? = nil) -> Int? {
      guard arms.contains(arm), off.map(arms.contains) ?? true else { return nil }
      contrasts.append(Contrast(arm, off: off))
      return contrasts.count - 1
    }
    let nothing: BenchArm? = isAttached ? .bare : nil
    let hook = isAttached ? ask(.twin, off: .bare) : nil
    let body = ask(.head, off: .twin)
    let whole = hook == nil || body == nil ? ask(.head, off: nothing) : nil
    let change = ask(.head, off: .base)
    let noise = ask(.control, off: .twin)
    let bare = isAttached ? ask(.bare) : nil
    let count = contrasts.count
    let twin = ask(.twin)
    let base = ask(.base, off: nothing)
    let figures = Resampling(loads, of: contrasts, drawingFor: count, draws: draws).figures
    guard let first = figures.first else { return nil }

    let runs = runsPerDeed.isFinite && runsPerDeed > 0 ? runsPerDeed : 1
    func figure(_ index: Int?) -> Replicates? { index.map { figures[$0] } }
    let strays = figure(noise)?.loads ?? []
    // The sum of what was estimated, so that nothing is left over; the sum of medians is not the median of sums.
    let all: Replicates
    if let whole = figure(whole) {
      all = whole
    } else if let hook = figure(hook), let body = figure(body) {
      all = hook.combined(with: body, +)
    } else {
      return nil
    }
    let hookFigure = figure(hook)?.estimate(noise: strays).scaled(by: 1 / runs)
    let bodyFigure = figure(body)?.estimate(noise: strays).scaled(by: 1 / runs)
    self.hook = hookFigure
    self.body = bodyFigure
    total = all.estimate(noise: isAttached ? strays : []).scaled(by: 1 / runs)
    if let hookFigure, let bodyFigure {
      // Once more after the division, which rounds.
      total.value = hookFigure.value + bodyFigure.value
      total.low = min(total.low, total.value)
      total.high = max(total.high, total.value)
    }
    floor = figure(twin)?.value
    self.change = figure(change)?.estimate(noise: strays).scaled(by: 1 / runs)
    baseline = figure(base).map { $0.value / runs }
    if let bare = figure(bare), bare.value > 0, bare.loads.allSatisfy({ $0 > 0 }), bare.drawn.allSatisfy({ $0 > 0 }) {
      overhead = all.combined(with: bare) { $0 / $1 * 100 }.estimate(noise: strays.map { $0 / bare.value * 100 })
    }
    self.noise = figure(noise)?.estimate().scaled(by: 1 / runs)
    let step = clock.step / Double(max(burst, 1))
    let least = max(step / runs, clock.units(nanoseconds: Self.leastNanoseconds) ?? 0)
    detectable = figure(noise).map { max($0.reach / runs, least) }
    isLimitedByClock = detectable.map { step / runs >= $0 } ?? false
    let readings = Sample(loads.flatMap { $0.readings(.head) })
    guard let gross = GrossFigures(readings) else { return nil }
    self.gross = gross
    modes = ModeFinder().modes(of: readings, step: step)
    self.loads = first.loads.count
    rounds = loads.reduce(0) { $0 + $1.readings(.head).count }
    dropped = loads.reduce(0) { $0 + max($1.disturbed, 0) }
  }
}
