import Glibc
import Jobs
import KernelFacts

/// An arm, loaded and ready for bursts.
final class MeasuredArm {
  /// How a burst is made.
  enum Way {
    /// By test runs.
    case runs(RunBurst)
    /// By what makes it run, with the program attached in the meantime; nil for the driver alone.
    case deeds(any RepeatedDeed, ProgramHandle?)
  }

  let arm: BenchArm
  let way: Way
  /// Holds the program.
  private let object: TestedObject?
  private let hold: DispatcherHold?
  /// What a burst takes beside its runs, in the clock's units.
  var fixedCost = 0.0

  init(_ arm: BenchArm, _ way: Way, of object: TestedObject?, hold: DispatcherHold? = nil) {
    self.arm = arm
    self.way = way
    self.object = object
    self.hold = hold
  }

  /// The program that is attached; nil for the driver alone, and for test runs.
  var program: ProgramHandle? {
    guard case .deeds(_, let program) = way else { return nil }
    return program
  }

  /// Attaches the program, where this arm has one that is to be attached; it stays so while the result lives.
  func attach() throws(Refusal) -> HeldLink? {
    guard let program else { return nil }
    return try BenchAttachment(program: program).attach()
  }

  /// Makes so many runs. Returns 0 or a positive error number.
  func fire(_ count: Int) throws(Refusal) -> Int32 {
    switch way {
    case .runs(let burst): return burst.fire(count)
    case .deeds(let deed, _):
      try deed.fire(count)
      return 0
    }
  }
}
