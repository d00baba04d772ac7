/// Encodes one text for one place.
struct ValueEncoder {
  /// Globals are far smaller; a hostile size must not take memory.
  private static let largestValue = 16 << 20

  private let types: TypeTable
  private let place: ValuePlace
  private var scanner: ValueScanner
  private var value: EncodedValue

  init(_ text: String, types: TypeTable, place: ValuePlace) throws(ValueError) {
    self.types = types
    self.place = place
    scanner = ValueScanner(text)
    let bits: Int
    if let width = place.bitFieldSize {
      bits = place.bitOffset % 8 + width
    } else {
      let size: Int
      do { size = try types.size(of: place.type) } catch { throw ValueError(error) }
      guard size <= ValueEncoder.largestValue else {
        throw ValueError("\(types.declaration(of: place.type)) takes \(size) bytes: too large to be set from text")
      }
      guard place.bitOffset % 8 == 0 else {
        throw ValueError("\(types.declaration(of: place.type)) starts within a byte and is no bit field")
      }
      bits = size * 8
    }
    let count = (bits + 7) / 8
    value = EncodedValue(
      offset: place.bitOffset / 8, bytes: [UInt8](repeating: 0, count: count),
      mask: [UInt8](repeating: place.bitFieldSize == nil ? 0xff : 0, count: count))
  }

  mutating func encode() throws(ValueError) -> EncodedValue {
    var start = place
    start.bitOffset %= 8
    try encode(at: start, depth: 0)
    guard scanner.isAtEnd else { throw ValueError("'\(scanner.text)': \(scanner.shown) was not expected") }
    return value
  }

  private mutating func encode(at place: ValuePlace, depth: Int) throws(ValueError) {
    guard depth < TypeTable.longestChain else { throw ValueError("braces are nested too deep") }
    let type: BTFType
    do { type = try types.resolved(place.type) } catch { throw ValueError(error) }
    switch type.kind {
    case .int: try encodeInteger(type, at: place)
    case .enum, .enum64: try encodeEnumerator(type, at: place)
    case .array: try encodeArray(type, at: place, depth: depth)
    case .struct, .union: try encodeStruct(type, at: place, depth: depth)
    default:
      throw ValueError(
        "\(types.declaration(of: place.type)) cannot be set: integers, enums, arrays and structs of them can")
    }
  }

  private mutating func encodeInteger(_ type: BTFType, at place: ValuePlace) throws(ValueError) {
    guard let encoding = type.integer, let size = type.declaredSize, encoding.bits > 0, encoding.bits <= size * 8,
      encoding.bits <= 128
    else { throw ValueError("\(types.declaration(of: place.type)) is an integer of no usable width") }
    let width = min(place.bitFieldSize ?? encoding.bits, encoding.bits)
    let range = IntegerRange(bits: encoding.isBool ? 1 : width, isSigned: encoding.isSigned && !encoding.isBool)
    let number: ValueScanner.Integer
    if scanner.next == "'" {
      let bytes = try scanner.quoted()
      guard bytes.count == 1 else { throw ValueError("'\(scanner.text)': one character of one byte was expected") }
      // As in C on this machine, a character above 127 is negative where `char` is signed.
      let isNegative = width == 8 && encoding.isSigned && bytes[0] > 127
      number = ValueScanner.Integer(
        isNegative: isNegative, magnitude: UInt128(isNegative ? UInt8(0) &- bytes[0] : bytes[0]))
    } else {
      let word = try takeWord(for: type, place)
      switch word {
      case "true" where encoding.isBool: number = ValueScanner.Integer(isNegative: false, magnitude: 1)
      case "false" where encoding.isBool: number = ValueScanner.Integer(isNegative: false, magnitude: 0)
      default:
        guard let parsed = ValueScanner.integer(word) else {
          let expected = encoding.isBool ? "true, false, 0 or 1" : "a number from \(range)"
          throw ValueError("'\(word)' does not fit \(types.declaration(of: place.type)): \(expected) was expected")
        }
        number = parsed
      }
    }
    try put(number, range, width: width, at: place.bitOffset + encoding.bitOffset, of: place.type)
  }

  private mutating func encodeEnumerator(_ type: BTFType, at place: ValuePlace) throws(ValueError) {
    guard let size = type.declaredSize, size > 0, size <= 8 else {
      throw ValueError("\(types.declaration(of: place.type)) is an enum of no usable size")
    }
    let width = min(place.bitFieldSize ?? size * 8, size * 8)
    let range = IntegerRange(bits: width, isSigned: type.kindFlag)
    let word = try takeWord(for: type, place)
    let name = [UInt8](word.utf8)
    let number: ValueScanner.Integer
    if let known = type.enumerators.first(where: { $0.label.holds(name) }) {
      let isNegative = type.kindFlag && Int64(bitPattern: known.bits) < 0
      number = ValueScanner.Integer(
        isNegative: isNegative, magnitude: UInt128(isNegative ? 0 &- known.bits : known.bits))
    } else if let parsed = ValueScanner.integer(word) {
      number = parsed
    } else {
      let names = type.enumerators.prefix(9).map { String($0.name.prefix(64)) }
      let list = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " ..." : "")
      throw ValueError(
        "'\(word)' does not fit \(types.declaration(of: place.type)): \(list), or a number from \(range) was expected")
    }
    try put(number, range, width: width, at: place.bitOffset, of: place.type)
  }

  private mutating func encodeArray(_ type: BTFType, at place: ValuePlace, depth: Int) throws(ValueError) {
    guard let array = type.array else { return }
    let size: Int
    let element: BTFType
    do {
      size = try types.size(of: array.element)
      element = try types.resolved(array.element)
    } catch { throw ValueError(error) }
    let whole = types.declaration(of: place.type)
    if element.kind == .int, element.declaredSize == 1, scanner.next != "{" {
      guard element.name == "char" || scanner.next == "\"" else {
        throw ValueError("\(whole): '{' or a text in quotes was expected, not \(scanner.shown)")
      }
      let text = scanner.next == "\"" ? try scanner.quoted() : [UInt8](scanner.remainder().utf8)
      guard text.count <= array.count else {
        throw ValueError("\(text.count) bytes of text do not fit \(whole)")
      }
      for (index, byte) in text.enumerated() {
        try put(UInt128(byte), width: 8, at: place.bitOffset + index * 8, of: place.type)
      }
      return
    }
    guard scanner.take("{") else { throw ValueError("\(whole): '{' was expected, not \(scanner.shown)") }
    var index = 0
    while !scanner.take("}") {
      guard index < array.count else { throw ValueError("\(whole) has no more than \(array.count) elements") }
      try encode(at: ValuePlace(type: array.element, bitOffset: place.bitOffset + index * size * 8), depth: depth + 1)
      index += 1
      if try endsList() { break }
    }
  }

  private mutating func encodeStruct(_ type: BTFType, at place: ValuePlace, depth: Int) throws(ValueError) {
    let whole = types.declaration(of: place.type)
    guard scanner.take("{") else {
      throw ValueError("\(whole): '{.member = value}' was expected, not \(scanner.shown)")
    }
    while !scanner.take("}") {
      _ = scanner.take(".")
      let name = String(scanner.word())
      guard !name.isEmpty, scanner.take("=") else {
        throw ValueError("\(whole): '.member = value' was expected before \(scanner.shown)")
      }
      var member = try types.place([.member(name)], in: type.id)
      member.bitOffset &+= place.bitOffset
      try encode(at: member, depth: depth + 1)
      if try endsList() { break }
    }
  }

  /// Takes a comma, or the brace that ends a list.
  private mutating func endsList() throws(ValueError) -> Bool {
    if scanner.take("}") { return true }
    guard scanner.take(",") else {
      throw ValueError("'\(scanner.text)': ',' or '}' was expected, not \(scanner.shown)")
    }
    return false
  }

  private mutating func takeWord(for type: BTFType, _ place: ValuePlace) throws(ValueError) -> Substring {
    let word = scanner.word()
    guard !word.isEmpty else {
      throw ValueError("\(types.declaration(of: place.type)): a value was expected, not \(scanner.shown)")
    }
    return word
  }

  private mutating func put(
    _ number: ValueScanner.Integer, _ range: IntegerRange, width: Int, at bit: Int, of type: TypeID
  ) throws(ValueError) {
    guard range.contains(number) else {
      let text = (number.isNegative ? "-" : "") + String(number.magnitude)
      throw ValueError("\(text) does not fit \(types.declaration(of: type)): a number from \(range) was expected")
    }
    try put(number.isNegative ? 0 &- number.magnitude : number.magnitude, width: width, at: bit, of: type)
  }

  private mutating func put(_ bits: UInt128, width: Int, at start: Int, of type: TypeID) throws(ValueError) {
    guard start >= 0, start <= value.bytes.count * 8, width <= value.bytes.count * 8 - start else {
      throw ValueError("a part of type \(types.declaration(of: type)) lies outside of the value's bytes")
    }
    for index in 0..<width {
      let bit = start + index
      let mark = UInt8(1) << (bit % 8)
      value.mask[bit / 8] |= mark
      if bits >> index & 1 == 1 {
        value.bytes[bit / 8] |= mark
      } else {
        value.bytes[bit / 8] &= ~mark
      }
    }
  }
}
