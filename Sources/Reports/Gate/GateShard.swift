/// A share of the inputs: which one of how many.
public struct GateShard: Codable, Hashable, Sendable, CustomStringConvertible {
  /// Which, from 1.
  public var number: Int
  /// Of how many.
  public var count: Int

  /// Reads `2/5`; nil for what is no share.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let number = Int(parts[0]), let count = Int(parts[1]), number >= 1, number <= count, count <= 10_000
    else { return nil }
    self.number = number
    self.count = count
  }

  /// Whether the input with that index is in it. Neighbours go to different shards: what is slow stands together.
  public func holds(_ index: Int) -> Bool { index % count == number - 1 }

  /// `2/5`.
  public var description: String { "\(number)/\(count)" }
}
