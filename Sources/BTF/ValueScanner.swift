/// Takes the text of a value apart.
struct ValueScanner {
  /// The whole text, for errors.
  let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = Substring(text)
    skipSpace()
  }

  var isAtEnd: Bool { rest.isEmpty }
  var next: Character? { rest.first }
  /// What has not been read, shortened for an error.
  var shown: String { rest.isEmpty ? "the end" : "'\(rest.prefix(32))'" }

  mutating func skipSpace() { rest = rest.drop(while: \.isWhitespace) }

  /// Takes a mark and the space after it.
  mutating func take(_ mark: Character) -> Bool {
    guard rest.first == mark else { return false }
    rest.removeFirst()
    skipSpace()
    return true
  }

  /// Takes a word up to space or a mark that ends one.
  mutating func word() -> Substring {
    let word = rest.prefix { !$0.isWhitespace && !"{}[],=\"".contains($0) }
    rest = rest[word.endIndex...]
    skipSpace()
    return word
  }

  /// Takes all that is left.
  mutating func remainder() -> Substring {
    defer { rest = rest[rest.endIndex...] }
    return rest
  }

  /// Takes what stands between two quotes, with C's escapes; the first quote is next.
  mutating func quoted() throws(ValueError) -> [UInt8] {
    guard let quote = rest.popFirst() else { throw ValueError("'\(text)': a quoted text was expected") }
    var bytes: [UInt8] = []
    while let character = rest.popFirst() {
      if character == quote {
        skipSpace()
        return bytes
      }
      if character == "\\" { bytes.append(try escape()) } else { bytes += Array(String(character).utf8) }
    }
    throw ValueError("'\(text)': the closing \(quote) is missing")
  }

  private mutating func escape() throws(ValueError) -> UInt8 {
    guard let mark = rest.popFirst() else { throw ValueError("'\(text)': nothing follows the last backslash") }
    switch mark {
    case "n": return 10
    case "t": return 9
    case "r": return 13
    case "a": return 7
    case "b": return 8
    case "f": return 12
    case "v": return 11
    case "\\", "'", "\"", "?": return mark.asciiValue ?? 0
    case "x": return try code(rest.prefix(2).prefix { $0.isASCII && $0.isHexDigit }, radix: 16)
    case "0"..."7":
      rest = (String(mark) + rest)[...]
      return try code(rest.prefix(3).prefix { ("0"..."7").contains($0) }, radix: 8)
    default: throw ValueError("'\(text)': unknown escape \\\(mark)")
    }
  }

  private mutating func code(_ digits: Substring, radix: Int) throws(ValueError) -> UInt8 {
    guard let byte = UInt8(digits, radix: radix) else {
      throw ValueError("'\(text)': an escape of one byte was expected after the backslash")
    }
    rest = rest.dropFirst(digits.count)
    return byte
  }

  /// A whole number as C writes it: decimal, `0x`, `0b`, octal with a leading 0 (or `0o`), with a sign. Of 128 bits,
  /// as the widest type has; nil for anything else.
  static func integer(_ text: Substring) -> Integer? {
    var digits = text
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    var radix = 10
    if digits.first == "0", digits.count > 1 {
      digits.removeFirst()
      switch digits.first {
      case "x", "X": radix = 16
      case "b", "B": radix = 2
      case "o", "O": radix = 8
      default:
        radix = 8
        digits = "0" + digits
      }
      digits.removeFirst()
    }
    guard let first = digits.first, first.isHexDigit, let magnitude = UInt128(digits, radix: radix) else { return nil }
    return Integer(isNegative: isNegative && magnitude != 0, magnitude: magnitude)
  }

  /// A number with its sign.
  struct Integer: Equatable {
    var isNegative: Bool
    var magnitude: UInt128
  }
}

extension Int {
  /// The number, when it fits.
  init?(exactly number: ValueScanner.Integer) {
    guard !number.isNegative, let value = Int(exactly: number.magnitude) else { return nil }
    self = value
  }
}
