/// How many of some things were covered. What the verifier never comes to is not among them.
public struct CoverageCount: Codable, Hashable, Sendable {
  /// Those that some case passed.
  public var covered: Int
  /// All that can be passed.
  public var total: Int

  /// A count.
  public init(covered: Int, total: Int) {
    self.covered = covered
    self.total = total
  }

  /// The covered part, from 0 to 1; nil of nothing.
  public var share: Double? { total > 0 ? Double(covered) / Double(total) : nil }
}

extension [CoverageCount] {
  /// All of them together.
  public var total: CoverageCount {
    CoverageCount(covered: reduce(0) { $0 + $1.covered }, total: reduce(0) { $0 + $1.total })
  }
}
