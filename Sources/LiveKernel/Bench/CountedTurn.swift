import Glibc
import Jobs

/// An arm's turn where instructions are counted and a driver makes the program run: deeds one by one, each begun when the
/// kernel has nothing left to do of the one before, so that they are alike.
struct CountedTurn {
  /// What was read, a deed each.
  struct Readings {
    /// Instructions of the parts of the deed in which the program runs; empty where they do not tell the hook.
    var deeds: [Double] = []
    /// What the kernel's statistics say of a run; 0 of the driver alone.
    var runs: [Double] = []
  }
  private static let warmUp = 4

  let arm: MeasuredArm
  let deed: DeedBurst
  /// What tells the hook's cost.
  let hook: HookDeed?

  /// Takes so many readings of each kind.
  func readings(_ count: Int) throws(Refusal) -> Readings {
    let link = try arm.attach()
    defer { withExtendedLifetime(link) {} }
    return Readings(deeds: deeds(count), runs: runs(count))
  }

  private func deeds(_ count: Int) -> [Double] {
    guard let hook else { return [] }
    let stamps = DeedStamps()
    for _ in 0..<Self.warmUp { _ = hook.took(stamps) }
    return (0..<count).map { _ in
      Self.settle()
      return hook.took(stamps)
    }
  }

  /// What the kernel says that a run takes, and a constant. Statistics would be counted in what deeds take: they are kept
  /// afterwards only.
  private func runs(_ count: Int) -> [Double] {
    guard let program = arm.program, let statistics = RunTime() else { return Array(repeating: 0, count: count) }
    defer { withExtendedLifetime(statistics) {} }
    let stamps = DeedStamps()
    for _ in 0..<Self.warmUp { deed.once(stamps) }
    return (0..<count).map { _ in
      Self.settle()
      // Asking is a call that may make the program run, too.
      guard let before = program.statistics, let own = program.statistics else { return 0 }
      deed.once(stamps)
      guard let after = program.statistics else { return 0 }
      _ = stamps.take()
      let runs = after.runs - own.runs - (own.runs - before.runs)
      let time = after.nanoseconds - own.nanoseconds - (own.nanoseconds - before.nanoseconds)
      return runs > 0 ? Double(time) / Double(runs) : 0
    }
  }

  /// Lets the kernel do what was left for later: waiting takes no instructions. What begins then is far from the next tick.
  static func settle() {
    var time = timespec(tv_sec: 0, tv_nsec: 10_000_000)
    unsafe _ = nanosleep(&time, nil)
  }
}
