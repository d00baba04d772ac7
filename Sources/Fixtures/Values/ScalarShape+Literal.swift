import BTF
import Findings
import Placed

extension ScalarShape {
  /// Reads a value of the type.
  /// - Parameter isPlain: whether the text stood without quotes: `'5'` is a character where one is wanted, `5` a number.
  func literal(_ written: some StringProtocol, isPlain: Bool) throws(LiteralProblem) -> ScalarLiteral {
    let text = written.trimmed
    switch meaning {
    case .boolean:
      if text == "true" || text == "false" {
        return ScalarLiteral(number: WholeNumber(text == "true" ? 1 : 0), notation: .boolean)
      }
    case .enumeration(let type):
      if let named = try enumerators(text, of: type) { return named }
    case .character:
      let bytes = Array(written.utf8)
      if bytes.count == 1, !isPlain || !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[0]) {
        return ScalarLiteral(
          number: WholeNumber(bits: UInt128(bytes[0]), width: width, isSigned: isSigned), notation: .character)
      }
    case .real:
      if let bits = realBits(text) {
        return ScalarLiteral(number: WholeNumber(bits), notation: .real)
      }
      throw unfit(text)
    case .octets:
      guard let bytes = AddressText.bytes(text, count: width / 8) else { throw unfit(text) }
      return address(bytes)
    case .integer, .pointer: break
    }
    if let special = try orderedOrTimed(text) { return special }
    guard let number = WholeNumber(text) else { throw unfit(text) }
    return try fitting(number, text, radixIsTwoPower: text.dropFirst(text.hasPrefix("-") ? 1 : 0).hasPrefix("0x"))
  }

  /// What may stand for a value of the type, in words.
  var expected: String {
    switch meaning {
    case .boolean: "true or false"
    case .enumeration: "a name of \(declaration) or a number from \(range)"
    case .character: "a character or a number from \(range)"
    case .real: "a number"
    case .octets: width == 32 ? "an IPv4 address" : width == 48 ? "a hardware address" : "an IPv6 address"
    case .integer, .pointer: "a number from \(range)"
    }
  }

  private var range: String { WholeNumber.range(width: width, isSigned: isSigned) }

  private func unfit(_ text: String) -> LiteralProblem {
    var hint: String?
    if case .enumeration(let type) = meaning {
      let names = type.enumerators.prefix(400).map { String($0.name.prefix(64)) }
      hint =
        NearestName.to(text, among: names).map { "did you mean '\($0)'?" }
        ?? "names: \(names.prefix(8).joined(separator: ", "))\(names.count > 8 ? " ..." : "")"
    } else if width != 64, DurationText.nanoseconds(text) != nil {
      hint = "times are for 64-bit numbers: the unit of others is not known"
    } else if AddressText.ipv4(text) != nil || AddressText.ipv6(text) != nil || AddressText.mac(text) != nil {
      hint = "addresses take 4, 6 or 16 bytes; this takes \((width + 7) / 8)"
    }
    return LiteralProblem("'\(text.shortened)' does not fit \(declaration): expected \(expected)", hint: hint)
  }

  /// Hexadecimal digits are the bits of signed types too: `0xffffffff` is an int of -1.
  private func fitting(
    _ number: WholeNumber, _ text: String, radixIsTwoPower isBits: Bool
  ) throws(LiteralProblem) -> ScalarLiteral {
    let notation: ValueNotation = isBits ? .hexadecimal : .decimal
    if case .boolean = meaning, number.isNegative || number.magnitude > 1 { throw unfit(text) }
    if number.fits(width: width, isSigned: isSigned) { return ScalarLiteral(number: number, notation: notation) }
    guard isBits, number.fits(width: width, isSigned: false) else { throw unfit(text) }
    return ScalarLiteral(
      number: WholeNumber(bits: number.magnitude, width: width, isSigned: isSigned), notation: notation)
  }

  /// `be 443`, `htons(443)`, addresses, times; nil for text that is none of them.
  private func orderedOrTimed(_ text: String) throws(LiteralProblem) -> ScalarLiteral? {
    if let inner = Self.networkOrder(text) {
      guard !isBitField, width % 8 == 0, width >= 16 else {
        throw LiteralProblem(
          "'\(text.shortened)' does not fit \(declaration): only whole numbers of 2 bytes and more have a byte order")
      }
      guard let number = WholeNumber(inner), number.fits(width: width, isSigned: false) else {
        throw LiteralProblem(
          "'\(inner.shortened)' does not fit \(declaration): expected a number from "
            + WholeNumber.range(width: width, isSigned: false))
      }
      return ScalarLiteral(number: number, notation: .network)
    }
    if !isBitField, width == 32 || width == 128, let bytes = AddressText.bytes(text, count: width / 8) {
      return address(bytes)
    }
    if width == 64, !isBitField, let time = DurationText.nanoseconds(text) {
      return try fitting(WholeNumber(isNegative: false, magnitude: time), text, radixIsTwoPower: false).timed
    }
    return nil
  }

  private static func networkOrder(_ text: String) -> String? {
    if text.hasPrefix("be ") { return text.dropFirst(3).trimmed }
    guard text.hasSuffix(")") else { return nil }
    for name in ["htons(", "htonl(", "htonll("] where text.hasPrefix(name) {
      return text.dropFirst(name.count).dropLast().trimmed
    }
    return nil
  }

  private func address(_ bytes: [UInt8]) -> ScalarLiteral {
    ScalarLiteral(
      number: WholeNumber(isNegative: false, magnitude: ValueBits.number(networkBytes: bytes)), notation: .address)
  }

  /// One name, or several joined by `|`; nil when the text is a number.
  private func enumerators(_ text: String, of type: BTFType) throws(LiteralProblem) -> ScalarLiteral? {
    let names = text.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
    if names.count == 1, WholeNumber(text) != nil { return nil }
    var bits: UInt64 = 0
    for name in names {
      guard !name.isEmpty, let value = type.enumerators.first(where: { $0.name == name })?.bits else {
        throw names.count == 1
          ? unfit(text) : LiteralProblem("'\(name.shortened)' is no name of \(declaration)", hint: unfit(name).hint)
      }
      bits |= value
    }
    let number = WholeNumber(bits: UInt128(bits), width: 64, isSigned: isSigned)
    guard number.fits(width: width, isSigned: isSigned) else {
      throw LiteralProblem("'\(text.shortened)' is \(number): it does not fit the \(width) bits of \(declaration)")
    }
    return ScalarLiteral(number: number, notation: .name)
  }

  private func realBits(_ text: String) -> UInt64? {
    guard text.utf8.count <= 64 else { return nil }
    return width == 32 ? Float(text).map { UInt64($0.bitPattern) } : Double(text)?.bitPattern
  }
}

extension ScalarLiteral {
  /// The same number, shown as a time.
  fileprivate var timed: ScalarLiteral { ScalarLiteral(number: number, notation: .duration) }
}
