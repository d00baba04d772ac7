/// How a machine's time goes.
public enum MachinePace: Sendable {
  /// As fast as it can.
  case usual
  /// By its instructions: each takes one tick of the time-stamp counter, so that what is timed is counted, and two boots
  /// are alike to the instruction. Only QEMU's own emulation can.
  case counted

  /// How many machines answer for one kernel: what is counted is counted twice.
  public var boots: Int { self == .counted ? 2 : 1 }

  /// QEMU's emulation; counting takes one thread.
  var accelerator: String { self == .counted ? "tcg,thread=single" : "tcg" }

  /// What QEMU is told beside (docs/devel/tcg-icount.rst): a nanosecond an instruction, without waiting for the host's
  /// clock; a date and random numbers that are the same in each boot.
  var arguments: [String] {
    guard self == .counted else { return [] }
    return ["-icount", "shift=0,sleep=off", "-rtc", "base=2024-01-01,clock=vm", "-seed", "42"]
  }

  /// What the kernel is told beside. Emulated memory is cleared word by word: a machine that is to be fast clears no huge
  /// pages for the sake of a few words in them, and nothing that is written anyway (a tenth of its time).
  ///
  /// Where it counts, what processors' faults cost is no part of a count, and the counter is its clock.
  var commandLine: [String] {
    guard self == .counted else { return ["transparent_hugepage=never", "init_on_alloc=0"] }
    return ["mitigations=off", "clocksource=tsc", "tsc=reliable", "norandmaps", "randomize_kstack_offset=off"]
  }
}
