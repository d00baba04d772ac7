import Findings

/// The part of a span's source line that the span is about.
enum MarkedBytes {
  /// The bytes of the span's text, as far as columns are known; nil where the whole line is meant.
  static func range(of span: LabelledSpan) -> Range<Int>? {
    guard let text = span.text, let column = span.span.column, column > 0 else { return nil }
    let count = text.utf8.count
    if let end = span.span.endColumn, end > column, end - 1 <= count { return column - 1..<end - 1 }
    return ExpressionExtent.range(in: text, column: column)
  }
}
