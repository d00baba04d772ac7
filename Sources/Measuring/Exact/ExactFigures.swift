public import Jobs

/// What a program costs in instructions, from readings of a machine that counts each one: no intervals, differences to the
/// instruction.
public struct ExactFigures: Codable, Hashable, Sendable {
  /// What it costs that anything is attached, for each run. Nil for test runs, where there is no empty twin, and where it is
  /// lost in what else the driver's deed does.
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

  /// Whether the hook is an average over rounds, because what drives the program does not do the same each time. The body is
  /// exact all the same: the kernel's statistics tell it.
  public var isHookAverage: Bool

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
    guard let head = reading(.head), !isAttached || deed(.bare) != nil else { return nil }

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
    isHookAverage = false
    hook = nil
    if isAttached, let hooked = deed(.twin), let bare = deed(.bare) {
      isHookAverage = isTimed && !(hooked.isSteady && bare.isSteady)
      let difference =
        isHookAverage ? Self.average(of: .twin, off: .bare, in: whole) : hooked.reading - bare.reading
      hook = difference.flatMap { Int(exactly: ($0 / runs).rounded()) }
    }
    change = more(head, than: reading(.base))
    noise = more(reading(.control), than: twin)
    if isAttached, hook == nil, isHookAverage, let body {
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
    // A hook that is an average is told as one: boots agree on it no more than rounds do.
    let isAverage = isHookAverage
    disagreeing = BenchArm.allCases.filter { arm in
      !isAverage && Self.differ(boots, in: arm) || isTimed && Self.differ(bodies, in: arm)
    }
  }

  /// The median over rounds of what one arm took more than another; nil where rounds differ too much to tell it to a tenth.
  private static func average(of arm: BenchArm, off other: BenchArm, in loads: [BenchLoad]) -> Double? {
    let differences = Sample(
      loads.flatMap { load in zip(load.readings(arm), load.readings(other)).map { $0 - $1 } })
    guard let median = differences.median, let deviation = differences.medianDeviation,
      deviation <= median.magnitude / 10
    else { return nil }
    return median
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
