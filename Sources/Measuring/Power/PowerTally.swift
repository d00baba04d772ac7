/// What a gate said in many trials of the same comparison.
public struct PowerTally: Codable, Hashable, Sendable {
  /// Trials.
  public var trials = 0
  /// Those that ended as a regression.
  public var regressions = 0
  /// Those that ended as an improvement.
  public var improvements = 0
  /// Those that could not be decided.
  public var inconclusive = 0
  /// Fresh loads that they took in all.
  public var loads = 0

  /// No trial yet.
  public init() {}

  /// The part that ended as a regression.
  public var share: Double { Double(regressions) / Double(max(trials, 1)) }

  /// The most that part can be in the long run, 95 times in 100: of equal programs, the rate of false alarms.
  public var upperBound: Double { BinomialBound.upper(regressions, of: trials) }

  /// The least it can be: of a program that is dearer, the rate of detection.
  public var lowerBound: Double { BinomialBound.lower(regressions, of: trials) }
}
