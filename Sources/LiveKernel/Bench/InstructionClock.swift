import CKernel
import Jobs

/// The clock of a machine that counts its instructions: its time-stamp counter goes on by one with each of them.
final class InstructionClock: BurstClock {
  let kind = BenchClock(.instructions, frequency: nil)
  let counters: [String] = []
  private var begun: UInt64 = 0

  func start() { begun = assay_ticks() }

  func stop() -> BurstReading? { BurstReading(value: Double(assay_ticks() &- begun), counts: []) }
}
