public import Jobs

/// What is estimated of readings: an arm's reading, or how much more it is than another's in the same round.
public struct Contrast: Hashable, Sendable {
  /// The arm.
  public var arm: BenchArm
  /// The arm that is taken off; nil takes nothing off.
  public var off: BenchArm?

  /// A contrast.
  public init(_ arm: BenchArm, off: BenchArm? = nil) {
    self.arm = arm
    self.off = off
  }

  /// The rounds of a load, in their order; nil where an arm was not measured. What arms do not share is left out.
  func rounds(of load: BenchLoad) -> [Double]? {
    let readings = load.readings(arm)
    guard !readings.isEmpty else { return nil }
    guard let off else { return readings }
    let others = load.readings(off)
    return others.isEmpty ? nil : zip(readings, others).map { $0 - $1 }
  }
}
