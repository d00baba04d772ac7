public import Placed

/// What a single number must be, such as what a program returns: `XDP_DROP`, `-1`, `>= 1`, `1..10`, `any`, `/regex/` over
/// its name.
public struct NumberPredicate: Sendable {
  private let predicate: ScalarPredicate

  /// Reads a predicate; nil, and a problem, when the node is none.
  /// - Parameters:
  ///   - width: the number's bits, 8 to 64.
  ///   - names: what may stand for a number.
  ///   - what: the number in words, for problems.
  public init?(
    _ node: PlacedNode, width: Int, isSigned: Bool, names: [NamedNumber] = [], what: String,
    _ problems: inout PlacedProblems
  ) {
    let shape = ScalarShape(width: min(max(width, 1), 64), isSigned: isSigned, names: names, declaration: what)
    guard let predicate = ScalarPredicate.read(node, shape, &problems) else { return nil }
    self.predicate = predicate
  }

  /// What was written.
  public var expected: String { predicate.expected }

  /// Whether a number is what it must be. Of wider numbers the low bits count.
  public func matches(_ bits: UInt64) -> Bool { predicate.matches(low(bits)) }

  /// A number as text, in the way the expectation is written.
  public func text(_ bits: UInt64) -> String { predicate.actual(low(bits)) }

  private func low(_ bits: UInt64) -> UInt128 {
    WholeNumber(bits).bits(width: predicate.shape.width)
  }
}
