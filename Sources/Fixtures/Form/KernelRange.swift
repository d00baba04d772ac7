import Findings
public import KernelFacts
import Placed

/// Versions of the kernel, as a comparison or several: `>= 6.1`, `>= 5.15, < 6.8`, `6.1`.
///
/// A version is compared by as many numbers as are written: 6.1.176 is `6.1` and `<= 6.1`, and not `> 6.1`.
public struct KernelRange: Hashable, Sendable {
  private enum Symbol: String, CaseIterable {
    // Longer ones first: they are looked for in this order.
    case notLess = ">="
    case notMore = "<="
    case notEqual = "!="
    case less = "<"
    case more = ">"
    case equal = "="
  }

  private struct Comparison: Hashable {
    var symbol: Symbol
    var numbers: [Int]

    func holds(for version: KernelVersion) -> Bool {
      let other = Array([version.major, version.minor, version.patch].prefix(numbers.count))
      let isLess = other.lexicographicallyPrecedes(numbers)
      return switch symbol {
      case .less: isLess
      case .notMore: isLess || other == numbers
      case .more: !isLess && other != numbers
      case .notLess: !isLess
      case .equal: other == numbers
      case .notEqual: other != numbers
      }
    }
  }

  private var comparisons: [Comparison]
  /// The range as it was written.
  public let text: String

  /// Nil when the text is none.
  public init?(_ text: String) {
    self.text = text
    comparisons = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      var rest = part.drop { $0 == " " }
      while rest.last == " " { rest.removeLast() }
      let symbol = Symbol.allCases.first { rest.hasPrefix($0.rawValue) }
      if let symbol { rest = rest.dropFirst(symbol.rawValue.count).drop { $0 == " " } }
      let numbers = rest.split(separator: ".", omittingEmptySubsequences: false).map { digits in
        digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
      }
      guard (2...3).contains(numbers.count), !numbers.contains(nil) else { return nil }
      comparisons.append(Comparison(symbol: symbol ?? .equal, numbers: numbers.compactMap { $0 }))
    }
  }

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let text = node.text(&problems) else { return nil }
    guard let range = KernelRange(text) else {
      problems.add(
        "expected a kernel version, found \(node.found)", at: node.span,
        hint: "write for example '>= 6.1', or '>= 5.15, < 6.8'")
      return nil
    }
    self = range
  }

  /// Whether a kernel is among them.
  public func contains(_ version: KernelVersion) -> Bool { comparisons.allSatisfy { $0.holds(for: version) } }
}
