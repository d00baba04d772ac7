/// What was read over one fresh load of all arms.
public struct BenchLoad: Codable, Hashable, Sendable {
  /// The readings of one arm.
  public struct Arm: Codable, Hashable, Sendable {
    /// Which.
    public var arm: BenchArm
    /// The clock's units of one run, one reading a round. The rounds of all arms are the same ones.
    public var readings: [Double]
    /// What further counters counted in one run: a list like `readings` for each of them.
    public var counts: [[Double]]

    /// Readings of an arm.
    public init(_ arm: BenchArm, readings: [Double], counts: [[Double]] = []) {
      self.arm = arm
      self.readings = readings
      self.counts = counts
    }
  }
  /// The arms that were measured.
  public var arms: [Arm]
  /// Rounds that were dropped: the task lost its processor in them.
  public var disturbed: Int

  /// A load's readings.
  public init(arms: [Arm], disturbed: Int = 0) {
    self.arms = arms
    self.disturbed = disturbed
  }

  /// The readings of an arm; empty for one that was not measured.
  public func readings(_ arm: BenchArm) -> [Double] { arms.first { $0.arm == arm }?.readings ?? [] }
}
