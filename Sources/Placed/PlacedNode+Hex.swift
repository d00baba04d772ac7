extension PlacedNode {
  /// The bytes that the scalar's hex digits stand for: see `HexText`; nil, and a problem, for anything else.
  public func hexBytes(_ problems: inout PlacedProblems) -> [UInt8]? {
    guard case .scalar(let text, _) = content else {
      problems.add("expected hex digits, found \(found)", at: span)
      return nil
    }
    switch HexText.bytes(text) {
    case .success(let bytes): return bytes
    case .failure(let fault):
      problems.add("expected hex digits, found \(found): \(fault.words)", at: span)
      return nil
    }
  }
}
