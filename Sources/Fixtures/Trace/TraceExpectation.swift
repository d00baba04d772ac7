public import Findings
public import Placed

/// A line that programs must print (`bpf_trace_printk`): text that it holds, or `/a regular expression/`.
public struct TraceExpectation: Hashable, Sendable {
  /// Where it is written.
  public let span: SourceSpan
  /// As it is written.
  public let text: String
  private let pattern: TextPattern?

  /// The lines of a list.
  public static func list(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [TraceExpectation] {
    node.oneOrMore(&problems) { TraceExpectation($0, &$1) } ?? []
  }

  private init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let text = node.text(&problems) else { return nil }
    span = node.span
    self.text = text
    do {
      pattern = try TextPattern.read(text)
    } catch {
      problems.add(error.message, at: node.span)
      return nil
    }
  }

  /// In words: `a line with "dropped"`, `a line like /drop.*/`.
  public var expected: String { pattern == nil ? "a line with \"\(text)\"" : "a line like \(text)" }

  /// Whether a line is what is meant.
  private func matches(_ line: String) -> Bool { pattern?.matches(line) ?? line.contains(text) }

  /// The first expectation that no line fulfils, each line standing for one and in their order, and the number of lines
  /// that stand for those before it; nil when all are met.
  public static func missing(
    _ expectations: [TraceExpectation], in lines: [String]
  ) -> (expectation: TraceExpectation, taken: Int)? {
    var rest = lines[...]
    for expectation in expectations {
      guard let index = rest.firstIndex(where: expectation.matches) else { return (expectation, rest.startIndex) }
      rest = rest[(index + 1)...]
    }
    return nil
  }
}
