import Jobs

/// Finds the best clock by opening: cycles, else what comes next to them. What the kernel opens is tried, too: a counter
/// that stands still or counts a part of the time is none.
struct ClockLadder {
  /// A clock that may be there.
  private struct Rung {
    var rung: BenchClock.Rung
    var clock: CounterEvent
    /// What belongs to it and is read beside it, where that can be.
    var companion: CounterEvent?
  }

  let layer: any CounterLayer
  /// The clocks that need no perf.
  var own: any CounterLayer = OwnClockLayer()
  var devices = EventDevices()
  var time = TimeSource.host
  /// The processor that the task is pinned to; nil when it is not.
  var cpu: Int?

  /// Nanoseconds that a group is tried for.
  private static let trial: UInt64 = 200_000

  /// Takes the best clock that can be had together with further counters, or the one that is asked for.
  ///
  /// Cycles come with instructions, and `msr/aperf` with `msr/irperf`, where there is room: they are the first of
  /// `group.counters`. Machines that count instructions have a clock of their own: `InstructionClock`.
  func climb(to forced: BenchClock.Rung? = nil, counters: [CounterEvent] = []) throws(CounterRefusal) -> ChosenClock {
    var wanted: [CounterEvent] = []
    for counter in counters { wanted.append(try checked(counter)) }
    var refusals: [RungRefusal] = []
    for rung in BenchClock.Rung.allCases where forced.map({ $0 == rung }) ?? true {
      for candidate in candidates(rung) {
        switch candidate {
        case .failure(let refusal): refusals.append(RungRefusal(rung: rung, refusal: refusal))
        case .success(let candidate):
          if let group = group(candidate, wanted, &refusals) { return chosen(candidate, group, refusals) }
        }
      }
    }
    throw refusals.last?.refusal ?? CounterRefusal("clock", .unknown("no clock is there"))
  }

  /// A counter as this processor's kind has it, if the kernel opens it by itself.
  private func checked(_ counter: CounterEvent) throws(CounterRefusal) -> CounterEvent {
    let event = try devices.event(counter, on: cpu)
    let result = layer.open(event, leader: nil)
    guard result >= 0 else {
      throw CounterRefusal(event.name, CounterRefusal.Reason(errno: -result, isMember: false))
    }
    layer.close(result)
    return event
  }

  /// The counters that make a rung, as far as the kernel names them.
  private func candidates(_ rung: BenchClock.Rung) -> [Result<Rung, CounterRefusal>] {
    func general(_ clock: CounterEvent, _ companion: CounterEvent? = nil) -> Result<Rung, CounterRefusal> {
      Result { () throws(CounterRefusal) in
        var second: CounterEvent?
        if let companion { second = try devices.event(companion, on: cpu) }
        return Rung(rung: rung, clock: try devices.event(clock, on: cpu), companion: second)
      }
    }
    func register(_ name: String, unit: String, _ companion: String? = nil) -> Result<Rung, CounterRefusal> {
      guard var clock = devices.event(name, of: "msr") else {
        return .failure(CounterRefusal("msr/\(name)", .unknown("perf has no msr/\(name) event here")))
      }
      clock.unit = unit
      var second = companion.flatMap { devices.event($0, of: "msr") }
      second?.unit = "instructions"
      return .success(Rung(rung: rung, clock: clock, companion: second))
    }
    return switch rung {
    case .instructions: []
    case .cycles: [general(.cycles, .instructions)]
    case .coreCycles: [register("aperf", unit: "core cycles", "irperf")]
    case .referenceCycles: [general(.referenceCycles), register("mperf", unit: "ref-cycles")]
    case .tsc: [register("tsc", unit: "ticks")]
    case .taskClock: [.success(Rung(rung: rung, clock: .taskClock))]
    case .wallClock: [.success(Rung(rung: rung, clock: OwnClockLayer.wall))]
    }
  }

  /// Opens a rung's group and sees it count: with its companion, else without.
  private func group(_ rung: Rung, _ counters: [CounterEvent], _ refusals: inout [RungRefusal]) -> CounterGroup? {
    let isOwn = rung.rung == .wallClock
    let companions =
      rung.companion.map { companion in counters.contains { $0.counts(sameAs: companion) } ? [[]] : [[companion], []] }
      ?? [[]]
    for companion in companions {
      do throws(CounterRefusal) {
        var group = try CounterGroup(rung.clock, counters: companion + counters, layer: isOwn ? own : layer)
        try tryOut(&group)
        return group
      } catch {
        refusals.append(RungRefusal(rung: rung.rung, refusal: error))
        // Where the clock itself is not to be had, it is not without its companion either.
        if error.event == rung.clock.name, error.reason != .multiplexed, error.reason != .noRoom { return nil }
      }
    }
    return nil
  }

  /// Whether the group counts, all of the time.
  private func tryOut(_ group: inout CounterGroup) throws(CounterRefusal) {
    guard let first = group.read() else { throw failure(of: group) }
    let end = time.nanoseconds() &+ Self.trial
    while time.nanoseconds() < end {}
    guard let last = group.read() else { throw failure(of: group) }
    let burst = last.since(first)
    guard burst.isWhole, last.running == last.enabled else { throw CounterRefusal(group.clock.name, .multiplexed) }
    guard burst.value > 0 else { throw CounterRefusal(group.clock.name, .standsStill) }
  }

  private func failure(of group: borrowing CounterGroup) -> CounterRefusal {
    switch group.failure {
    case .error(let code): CounterRefusal(group.clock.name, .failed(code))
    case .short(let bytes):
      CounterRefusal(group.clock.name, .unknown("a read of its group gave \(bytes) bytes, fewer than it has"))
    case .notCounted, nil: CounterRefusal(group.clock.name, .noRoom)
    }
  }

  private func chosen(_ rung: Rung, _ group: consuming CounterGroup, _ refusals: [RungRefusal]) -> ChosenClock {
    let calibration = ClockCalibration(time: time)
    let frequency: Double? =
      switch rung.rung {
      case .instructions, .cycles, .coreCycles: nil
      case .referenceCycles: calibration.frequency(of: &group)
      case .tsc: calibration.timeStampFrequency()
      case .taskClock, .wallClock: 1_000_000_000
      }
    let step = calibration.step(of: &group)
    return ChosenClock(
      group: group, clock: BenchClock(rung.rung, frequency: frequency, step: step), refusals: refusals)
  }
}
