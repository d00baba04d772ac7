import Foundation

/// How long a fuzz test goes on: a fixed count of rounds, or `ASSAY_FUZZ_SECONDS` when that is set.
public struct FuzzBudget: Sequence, IteratorProtocol {
  private var round = 0
  private let count: Int
  private let deadline: ContinuousClock.Instant?

  /// Rounds numbered from 0.
  public init(rounds count: Int) {
    self.count = count
    deadline = ProcessInfo.processInfo.environment["ASSAY_FUZZ_SECONDS"].flatMap(Double.init)
      .map { ContinuousClock.now + .seconds($0) }
  }

  /// The next round's number, or nil at the end.
  public mutating func next() -> Int? {
    defer { round += 1 }
    if let deadline { return ContinuousClock.now < deadline ? round : nil }
    return round < count ? round : nil
  }
}
