public import Jobs
public import Measuring

/// How often `assay bench` is right on a machine.
public struct SelfTestReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The default gate, begun with so many loads.
  public struct Gate: Codable, Hashable, Sendable {
    /// Loads of the first series.
    public var loads: Int
    /// What it said of equal programs.
    public var equal: PowerTally
    /// What it said of a program of 20 instructions more.
    public var dearer: PowerTally
    /// The smallest change that a series tells from noise; nil where that is not known.
    public var detectable: DetectableChange?

    /// What a gate came to.
    public init(loads: Int, equal: PowerTally, dearer: PowerTally, detectable: DetectableChange?) {
      self.loads = loads
      self.equal = equal
      self.dearer = dearer
      self.detectable = detectable
    }
  }
  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The clock that readings were taken from.
  public var clock: BenchClock
  /// What the machine is like.
  public var conditions: Survey?
  /// The gates.
  public var gates: [Gate] = []

  /// A report without a gate yet.
  public init(assay: String, clock: BenchClock, conditions: Survey?) {
    format = Self.currentFormat
    self.assay = assay
    self.clock = clock
    self.conditions = conditions
  }

  /// Whether each gate raises false alarms as seldom, and finds the dearer program as often, as the default gate is to.
  public var holds: Bool {
    gates.allSatisfy {
      $0.equal.upperBound <= GatePower.wanted.falseAlarms && $0.dearer.lowerBound >= GatePower.wanted.found
    }
  }
}
