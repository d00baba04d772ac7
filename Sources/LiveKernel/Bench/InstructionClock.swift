import CKernel
import Jobs

/// The clock of a machine that counts its instructions: its time-stamp counter goes on by one with each of them.
final class InstructionClock: BurstClock {
  let kind = BenchClock(.instructions, frequency: nil)
  let counters: [String] = []
  private var begun: UInt64 = 0

  func start() { begun = assay_time_stamp() }

  func stop() -> BurstReading? {
    // Nobody else runs in such a machine, and it has one processor.
    BurstReading(
      value: Double(assay_time_stamp() &- begun), counts: [], switches: 0, migrations: 0, isWhole: true)
  }
}
