import Placed

/// What a number must be: `5`, `>= 1`, `!= 0`, `1..10`, `10.0.0.0/8`, `/regex/`, `any`.
struct ScalarPredicate: Sendable {
  enum Test: Sendable {
    case any
    case compare(Comparison, ScalarLiteral)
    /// Both ends belong to it.
    case range(ScalarLiteral, ScalarLiteral)
    /// The first bits of an address.
    case network(UInt128, length: Int)
    case pattern(TextPattern)
  }

  let shape: ScalarShape
  let test: Test
  /// What was written.
  let expected: String

  /// - Parameter isPlain: whether the text stood without quotes.
  init(_ text: String, isPlain: Bool, _ shape: ScalarShape) throws(LiteralProblem) {
    self.shape = shape
    let trimmed = text.trimmed
    expected = trimmed
    if trimmed == "any" {
      test = .any
    } else if let pattern = try TextPattern.read(trimmed) {
      test = .pattern(pattern)
    } else if let (comparison, rest) = Comparison.read(trimmed) {
      let literal = try shape.literal(rest, isPlain: true)
      guard literal.notation != .real || comparison == .equal || comparison == .notEqual else {
        throw LiteralProblem("floating-point numbers are compared by = and != only")
      }
      test = .compare(comparison, literal)
    } else if let network = Self.network(trimmed, shape) {
      test = network
    } else if let range = try Self.range(trimmed, shape) {
      test = range
    } else {
      test = .compare(.equal, try shape.literal(text, isPlain: isPlain))
    }
  }

  /// Whether bits are what they must be.
  func matches(_ bits: UInt128) -> Bool {
    switch test {
    case .any: true
    case .pattern(let pattern): pattern.matches(shape.text(bits))
    case .compare, .range, .network: matches(number(bits))
    }
  }

  /// Whether a number, counted in the order of the predicate, is what it must be.
  func matches(_ number: WholeNumber) -> Bool {
    switch test {
    case .any: true
    case .pattern(let pattern): pattern.matches(shape.text(of: number, as: shape.notation))
    case .compare(let comparison, let literal): comparison.holds(number, literal.number)
    case .range(let low, let high): low.number <= number && number <= high.number
    case .network(let network, let length):
      // The bits after the prefix are anything.
      length == 0 || (number.magnitude ^ network) >> UInt128(shape.width - length) == 0
    }
  }

  /// The number of bits in the order in which the predicate counts.
  func number(_ bits: UInt128) -> WholeNumber { shape.number(bits, isNetworkOrder: notation.isNetworkOrder) }

  /// What came, written as the predicate is.
  func actual(_ bits: UInt128) -> String {
    let text = shape.text(bits, as: notation)
    // Somebody who forgot the order of bytes sees both.
    guard shape.isNetworkOrder, !notation.isNetworkOrder else { return text }
    return "\(text) (\(shape.text(bits)))"
  }

  /// How the value was written.
  var notation: ValueNotation {
    switch test {
    case .any, .pattern: shape.notation
    case .compare(_, let literal), .range(let literal, _): literal.notation
    case .network: .address
    }
  }

  private static func network(_ text: String, _ shape: ScalarShape) -> Test? {
    guard !shape.isBitField, shape.width % 8 == 0, let network = AddressText.network(text, count: shape.width / 8)
    else {
      return nil
    }
    return .network(ValueBits.number(networkBytes: network.bytes), length: network.length)
  }

  private static func range(_ text: String, _ shape: ScalarShape) throws(LiteralProblem) -> Test? {
    guard let (first, last) = text.ends else { return nil }
    let low = try shape.literal(first, isPlain: true)
    let high = try shape.literal(last, isPlain: true)
    guard low.isNetworkOrder == high.isNetworkOrder, low.notation != .real else {
      throw LiteralProblem("'\(text.shortened)' is no range: its ends are written differently")
    }
    guard low.number <= high.number else { throw LiteralProblem("'\(text.shortened)' is a range that holds nothing") }
    return .range(low, high)
  }
}

extension String {
  /// What stands on both sides of the first `..`.
  fileprivate var ends: (String, String)? {
    var rest = utf8[...]
    while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
      let next = utf8.index(after: dot)
      if next < utf8.endIndex, utf8[next] == UInt8(ascii: ".") {
        let (first, last) = (Substring(utf8[..<dot]).trimmed, Substring(utf8[utf8.index(after: next)...]).trimmed)
        return first.isEmpty || last.isEmpty ? nil : (first, last)
      }
      rest = utf8[next...]
    }
    return nil
  }
}
