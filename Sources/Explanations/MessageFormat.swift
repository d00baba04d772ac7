/// The shape of a verifier message: literal text with
/// - `%d` a decimal number, `%x` a hexadecimal one (without `0x`),
/// - `%w` text without blanks up to the literal that follows,
/// - `%r` a register, captured as its number,
/// - `%s` any text, empty too, up to the literal that follows or the line's end.
///
/// A line matches when it begins so: a message may lack its newline, and what follows is another's.
struct MessageFormat: Hashable, Sendable {
  private enum Piece: Hashable {
    case literal([UInt8])
    case number
    case hexadecimal
    case word
    case register
    case text
  }

  private let pieces: [Piece]
  /// Which capture is a register; nil when none is.
  let registerIndex: Int?

  /// A format from its text.
  init(_ format: String) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var bytes = format.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%"), let kind = bytes.next() else {
        literal.append(byte)
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      switch kind {
      case UInt8(ascii: "d"): pieces.append(.number)
      case UInt8(ascii: "x"): pieces.append(.hexadecimal)
      case UInt8(ascii: "r"): pieces.append(.register)
      case UInt8(ascii: "s"): pieces.append(.text)
      default: pieces.append(.word)
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
    registerIndex = pieces.filter { if case .literal = $0 { false } else { true } }
      .firstIndex { if case .register = $0 { true } else { false } }
  }

  /// The numbers and words of a line, in order; nil when the line has another shape or a number does not fit.
  func match(_ line: String) -> [Substring]? {
    var rest = line.utf8[...]
    var captures: [Substring] = []
    for (index, piece) in pieces.enumerated() {
      guard case .literal(let bytes) = piece else {
        guard let length = length(of: piece, before: following(index), in: rest) else { return nil }
        let capture = rest.prefix(length)
        captures.append(Substring(isRegister(piece) ? capture.dropFirst() : capture))
        rest = rest.dropFirst(length)
        continue
      }
      guard rest.starts(with: bytes) else { return nil }
      rest = rest.dropFirst(bytes.count)
    }
    return captures
  }

  /// As `match`, for a format that holds numbers only.
  func numbers(_ line: String) -> [Int]? {
    guard let captures = match(line) else { return nil }
    let numbers = captures.compactMap { Int($0) }
    return numbers.count == captures.count ? numbers : nil
  }

  /// How many bytes of `rest` belong to a piece; nil when it begins otherwise.
  private func length(of piece: Piece, before next: [UInt8]?, in rest: Substring.UTF8View) -> Int? {
    switch piece {
    case .literal(let bytes): return bytes.count
    case .number:
      let sign = rest.first == UInt8(ascii: "-") ? 1 : 0
      let digits = rest.dropFirst(sign).prefix(while: Self.isDigit).count
      return Int(Substring(rest.prefix(sign + digits))) == nil ? nil : sign + digits
    case .hexadecimal:
      let digits = rest.prefix {
        Self.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20)
      }.count
      return digits == 0 ? nil : digits
    case .register:
      guard rest.first == UInt8(ascii: "R") || rest.first == UInt8(ascii: "r") else { return nil }
      let digits = rest.dropFirst().prefix(while: Self.isDigit).count
      return (1...2).contains(digits) ? digits + 1 : nil
    case .word:
      let stop = next?.first
      let length = rest.prefix { $0 != stop && $0 != UInt8(ascii: " ") }.count
      return length == 0 ? nil : length
    case .text:
      guard let next else { return rest.count }
      var start = rest.startIndex
      while start < rest.endIndex {
        if rest[start...].starts(with: next) { return rest.distance(from: rest.startIndex, to: start) }
        start = rest.index(after: start)
      }
      return nil
    }
  }

  private func following(_ index: Int) -> [UInt8]? {
    guard index + 1 < pieces.count, case .literal(let bytes) = pieces[index + 1] else { return nil }
    return bytes
  }

  private func isRegister(_ piece: Piece) -> Bool {
    if case .register = piece { return true }
    return false
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
