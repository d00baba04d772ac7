/// The text that a structured logger's line carries: `level=warning msg="8: (95) exit" subsys=loader`.
struct LoggedText {
  /// The text, its escapes taken back.
  private(set) var bytes: [UInt8] = []

  /// The text of such a line; nil for another, and for a text of several lines in one, which is taken apart later.
  init?(_ line: Span<UInt8>) {
    guard line.has("level=", at: 0) || line.has("time=", at: 0), let key = line.first("msg=\"", from: 0),
      line.byte(key - 1) == ASCII.space
    else { return nil }
    var at = key + 5
    while let byte = line.byte(at), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let next = line.byte(at + 1) else {
        bytes.append(byte)
        at += 1
        continue
      }
      switch next {
      case UInt8(ascii: "n"): return nil
      case UInt8(ascii: "t"): bytes.append(ASCII.tab)
      default: bytes.append(next)
      }
      at += 2
    }
  }
}
