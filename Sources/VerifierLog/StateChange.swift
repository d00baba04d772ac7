/// What a log says of a frame's state after a step, kept as text until someone asks.
public struct StateChange: Hashable, Sendable {
  /// The frame it is about.
  public var frame: Int
  /// The whole state of the frame: registers that are not mentioned hold nothing. Otherwise only what changed, or was
  /// looked at, is mentioned.
  public var isWhole: Bool
  /// The state as printed.
  public var text: String

  /// The state as values.
  public var state: VerifierState { VerifierState(parsing: text) }

  /// Whether register `number` is mentioned: cheaper than reading the state.
  func mentions(register number: Int) -> Bool {
    mentions("R\(number)")
  }

  /// Whether the stack slot at `offset` is mentioned.
  func mentions(slot offset: Int) -> Bool {
    mentions("fp\(offset)")
  }

  private func mentions(_ name: String) -> Bool {
    let name = Array(name.utf8)
    let bytes = Array(text.utf8)
    guard bytes.count > name.count else { return false }
    for start in 0..<bytes.count - name.count where start == 0 || bytes[start - 1] == ASCII.space {
      guard bytes[start..<start + name.count].elementsEqual(name) else { continue }
      let next = bytes[start + name.count]
      if next == UInt8(ascii: "=") || next == UInt8(ascii: "_") { return true }
    }
    return false
  }
}
