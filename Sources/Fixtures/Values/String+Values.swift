extension StringProtocol {
  /// The text without space around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// Text that fits into a message.
  var shortened: String {
    let limit = 60
    return unicodeScalars.count <= limit
      ? String(self) : String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) + "..."
  }
}

extension UInt8 {
  /// Whether it may stand in a C name.
  var isIdentifierByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
