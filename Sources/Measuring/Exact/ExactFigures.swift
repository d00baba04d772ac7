public import Jobs

/// What a program costs in instructions, from readings of a machine that counts each one: no intervals, differences to the
/// instruction.
public struct ExactFigures: Codable, Hashable, Sendable {
  /// What it costs that anything is attached, for each run: what a deed most often takes more with the empty twin. Nil for
  /// test runs, where there is no twin, and where it is lost in what else the driver's deed does.
  public var hook: Int?
  /// What the program itself costs: above its empty twin. Nil where there is no twin.
  public var body: Int?
  /// Attached: hook and body, or the body alone where the hook cannot be told. For test runs: floor and body, which is all
  /// that is counted for a run.
  public var total: Int
  /// What is counted for a run, or a deed, with the empty twin; nil where there is none.
  public var floor: Int?
  /// How many more instructions than the base; nil without a base.
  public var change: Int?
  /// What two equal empty programs differ by: anything but 0 says that something is wrong. Nil where there is no control.
  public var noise: Int?
  /// The counts that the figures are differences of, of the first boot.
  public var counts: [ExactCount]
  /// Boots that were compared.
  public var boots: Int
  /// Arms for which boots differ: the figures are marked then.
  public var disagreeing: [BenchArm]
  /// Whether all differences are whole numbers of instructions a run. Where not, runs differ among themselves, and figures are
  /// rounded averages.
  public var areWhole: Bool

  /// Readings of all arms.
  public var readings: Int { counts.reduce(0) { $0 + $1.readings } }

  /// Those that were dropped: a tick fell into them.
  public var dropped: Int { counts.reduce(0) { $0 + $1.readings - $1.clean } }

  /// Whether each arm did the same in more than half of its rounds, and equal programs cost the same.
  public var isSteady: Bool { counts.allSatisfy(\.isSteady) && noise ?? 0 == 0 }

  /// The part that the program answers for, which budgets are held against: attached its total, of test runs what it costs
  /// above an empty program.
  public var charged: Int { hook == nil ? body ?? total : total }

  /// The figures of the loads of each boot; nil when the first has no readings of the program.
  ///
  /// `runsPerDeed` is how often the program runs for each deed of what drives it, for readings that are of deeds. Where loads
  /// have counts, the first of them are what the kernel's statistics say of a run: they tell differences between programs,
  /// and the readings only what the hook costs.
  public init?(boots: [[BenchLoad]], isAttached: Bool, runsPerDeed: Double = 1) {
    guard let whole = boots.first else { return nil }
    let isTimed = whole.contains { $0.arms.contains { $0.counts.first?.isEmpty == false } }
    let bodies = isTimed ? boots.map { $0.map { $0.counted(0) } } : boots
    let counts = BenchArm.allCases.compactMap { ExactCount($0, of: bodies[0]) }
    let deeds = BenchArm.allCases.compactMap { ExactCount($0, of: whole) }
    func reading(_ arm: BenchArm) -> Double? { counts.first { $0.arm == arm }?.reading }
    func deed(_ arm: BenchArm) -> ExactCount? { deeds.first { $0.arm == arm } }
    guard let head = reading(.head), !isAttached || isTimed || deed(.bare) != nil else { return nil }

    let runs = runsPerDeed.isFinite && runsPerDeed > 0 ? runsPerDeed : 1
    var areWhole = true
    func more(_ reading: Double?, than other: Double?) -> Int? {
      guard let reading, let other else { return nil }
      let difference = (reading - other) / (isTimed ? 1 : runs)
      areWhole = areWhole && ExactCount.areSame(difference, difference.rounded())
      return Int(exactly: difference.rounded())
    }
    let twin = reading(.twin)
    body = more(head, than: twin)
    floor = deed(.twin).flatMap { Int(exactly: $0.reading.rounded()) }
    let hooks = isAttached ? boots.map { Self.hook(of: $0, runs: runs) } : []
    hook = hooks.first?.flatMap { hook in
      let share = hook / runs
      let isWhole = ExactCount.areSame(share, share.rounded())
      // The body is known to be whole: then it is the deed that is not alike each time.
      guard isWhole || !isTimed else { return nil }
      areWhole = areWhole && isWhole
      return Int(exactly: share.rounded())
    }
    change = more(head, than: reading(.base))
    noise = more(reading(.control), than: twin)
    if isAttached, hook == nil, isTimed, let body {
      total = body
    } else if let under = isAttached ? hook : floor, let body {
      total = under + body
    } else if !isAttached, let all = Int(exactly: head.rounded()) {
      total = all
    } else {
      return nil
    }
    self.areWhole = areWhole
    self.counts = counts
    self.boots = boots.count
    let isHookSame = hooks.allSatisfy { $0 == hooks.first }
    disagreeing = BenchArm.allCases.filter { arm in
      arm == .bare && !isHookSame || Self.differ(bodies, in: arm)
    }
  }

  /// What a deed takes more with an empty program than with nothing; nil where that cannot be told.
  private static func hook(of loads: [BenchLoad], runs: Double) -> Double? {
    func readings(_ arm: BenchArm) -> [Double] { loads.flatMap { $0.readings(arm) } }
    guard let more = CommonDifference(of: readings(.twin) + readings(.control), less: readings(.bare)),
      more.isClear(runs: runs),
      more.value > 0
    else { return nil }
    return more.value
  }

  /// Whether boots counted differently. What is no reading in one is none in the others.
  private static func differ(_ boots: [[BenchLoad]], in arm: BenchArm) -> Bool {
    let first = boots.first.flatMap { ExactCount(arm, of: $0) }
    return boots.dropFirst().contains { boot in
      switch (first, ExactCount(arm, of: boot)) {
      case (nil, nil): false
      case (let first?, let other?): !ExactCount.areSame(first.reading, other.reading)
      default: true
      }
    }
  }
}
