extension PlacedNode {
  /// The node as a number of percent: `10 %`, `2.5%`.
  public func percent(_ problems: inout PlacedProblems) -> Double? {
    if case .scalar(let text, _) = content {
      let digits = text.dropLast().trimming(while: \.isWhitespace)
      if text.hasSuffix("%"), let number = Self.decimal(digits) { return number }
    }
    problems.add("expected percent such as 10 %, found \(found)", at: span)
    return nil
  }

  /// A decimal number that is not negative: digits, and a fraction where there is one.
  public static func decimal(_ text: some StringProtocol) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard parts.count <= 2, areDigits, text.utf8.count <= 15 else { return nil }
    return Double(String(text))
  }
}

extension Substring {
  fileprivate func trimming(while isTrimmed: (Character) -> Bool) -> Substring {
    var trimmed = drop(while: isTrimmed)
    while let last = trimmed.last, isTrimmed(last) { trimmed.removeLast() }
    return trimmed
  }
}
