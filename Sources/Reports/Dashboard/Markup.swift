import Charts

/// Text of an HTML page. What is put into a literal is escaped, unless it is markup itself: no name gets into a page as
/// anything but text.
struct Markup: ExpressibleByStringInterpolation, Hashable, Sendable {
  private(set) var text: String

  /// Markup that is written by us.
  init(stringLiteral text: String) { self.text = text }

  /// Markup that another part of ours has drawn.
  init(drawn text: String) { self.text = text }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  static func + (left: Markup, right: Markup) -> Markup { Markup(drawn: left.text + right.text) }
  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ text: some StringProtocol) { self.text += MarkupText.escape(String(text)) }
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
  }
}

extension Sequence where Element == Markup {
  /// All of it, one after the other.
  func joined() -> Markup { Markup(drawn: map(\.text).joined()) }
}
