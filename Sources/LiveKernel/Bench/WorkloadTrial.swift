import CLibbpf
import Glibc
import Jobs

/// Counts how often a program runs for a command, while statistics are kept; they are not while time is taken.
struct WorkloadTrial {
  let objects: MeasuredObjects
  let subject: BenchSubject

  /// What one run of the command comes to.
  struct Count {
    /// Runs of the program that are the command's: without those that there are when it does not run.
    var runs: Double
    /// In a second.
    var runsPerSecond: Double
  }

  /// What the program does without the command is looked at for as long as that takes, and no longer than this.
  private static let mostIdle: UInt64 = 500_000_000

  /// Counts.
  /// - Throws: a refusal for a program that did not run: it costs nothing, and nothing is known of it.
  func run(_ deed: CommandDeed) throws(Refusal) -> Count {
    // Once before, so that what it reads is in memory for both.
    try deed.fire(1)
    let program = try CountedProgram(subject, of: objects)
    let (before, begun) = (program.runs, TimeSource.host.nanoseconds())
    try deed.fire(1)
    let (after, ended) = (program.runs, TimeSource.host.nanoseconds())
    let span = max(1, ended - begun)
    let idle = min(span, Self.mostIdle)
    var time = timespec(tv_sec: 0, tv_nsec: Int(idle))
    unsafe _ = nanosleep(&time, nil)
    let others = Double(program.runs - after) * Double(span) / Double(idle)
    let runs = Double(after - before) - others
    guard runs >= 1 else {
      let words = after == before ? "did not run" : "ran no more often than without it"
      throw Refusal(
        .environment,
        Reason(
          "program \(subject.program) \(words) while the workload did",
          advice:
            "A probe that never runs costs nothing and says nothing: name a command that does what it is attached to."))
    }
    return Count(runs: runs, runsPerSecond: runs / Double(span) * 1e9)
  }
}
