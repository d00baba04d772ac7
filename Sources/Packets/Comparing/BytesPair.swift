import Placed

/// Two runs of bytes that differ, side by side: from the first bytes that differ where they are long.
struct BytesPair {
  /// What was expected.
  let expected: ArraySlice<UInt8>
  /// What is.
  let actual: ArraySlice<UInt8>

  /// Both in words.
  var words: (expected: String, actual: String) {
    let start = start
    func text(_ bytes: ArraySlice<UInt8>) -> String {
      guard start > 0 else { return FieldText.brief(bytes) }
      let rest = bytes.dropFirst(start)
      guard !rest.isEmpty else { return "\(bytes.count) bytes" }
      return "\(bytes.count) bytes, from byte \(start) \(FieldText.shown(rest))"
    }
    return (text(expected), text(actual))
  }

  /// Both as hex digits.
  var hex: (expected: String, actual: String) {
    let start = start
    func text(_ bytes: ArraySlice<UInt8>) -> String {
      start == 0 ? HexText.prefixed(bytes) : "..." + HexText.text(bytes.dropFirst(start).prefix(32))
    }
    return (text(expected), text(actual))
  }

  /// The first byte to show: what differs is among the 32 from it.
  private var start: Int {
    let same = zip(expected, actual).prefix { $0 == $1 }.count
    return same < 24 ? 0 : same - 4
  }
}
