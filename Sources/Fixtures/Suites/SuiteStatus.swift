/// What a check of a suite's test comes to. Cilium's headers number them from 0, newer ones from 100.
public enum SuiteStatus: UInt64, Sendable, CaseIterable {
  /// It could not be decided.
  case error = 0
  /// It holds.
  case pass = 1
  /// It does not.
  case fail = 2
  /// It was not looked at.
  case skip = 3

  /// The status of a number; nil for another.
  public init?(number: UInt64) {
    self.init(rawValue: number >= 100 ? number - 100 : number)
  }
}
