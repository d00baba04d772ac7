import Placed

extension PlacedNode {
  /// The text of a scalar.
  var scalarText: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether nothing stands there, as behind `eth:`.
  var isEmpty: Bool { content == .scalar("", isPlain: true) || content == .mapping([]) }

  /// The same place with other text.
  func with(text: some StringProtocol) -> PlacedNode {
    var node = self
    node.content = .scalar(String(text), isPlain: true)
    return node
  }

  /// Whether it is written as a number.
  var isNumber: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    return digits.first.map { ("0"..."9").contains($0) } ?? false
  }
}
