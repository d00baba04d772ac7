import BTF

/// What a value that is one number looks like: where its bits are and what they mean.
struct ScalarShape: Sendable {
  enum Meaning: Sendable {
    case integer
    case character
    case boolean
    case enumeration(BTFType)
    case pointer
    case real
    /// Bytes that are an address: an array or a struct of 4, 6 or 16 of them.
    case octets
  }

  let meaning: Meaning
  /// The first bit, counted from the start of the value that holds it.
  let bitOffset: Int
  /// How many bits.
  let width: Int
  let isSigned: Bool
  let isBitField: Bool
  /// Whether the type's name says that it is in network order: `__be16`.
  let isNetworkOrder: Bool
  /// The type as C declares it.
  let declaration: String

  /// Whole bytes that are an address or nothing else.
  init(octetsAt bitOffset: Int, count: Int, declaration: String) {
    meaning = .octets
    self.bitOffset = bitOffset
    width = count * 8
    isSigned = false
    isBitField = false
    isNetworkOrder = true
    self.declaration = declaration
  }

  /// A number that stands for itself and is of no type.
  init(width: Int, isSigned: Bool, declaration: String) {
    meaning = .integer
    bitOffset = 0
    self.width = width
    self.isSigned = isSigned
    isBitField = false
    isNetworkOrder = false
    self.declaration = declaration
  }

  /// Nil when the type is no scalar.
  init?(_ type: BTFType, at place: ValuePlace, in types: TypeTable) throws(ValueError) {
    let size = type.declaredSize ?? 8
    var bits = size * 8
    var first = place.bitOffset
    switch type.kind {
    case .int:
      guard let encoding = type.integer, encoding.bits > 0, encoding.bits <= size * 8, encoding.bits <= 128 else {
        throw ValueError("\(types.declaration(of: place.type)) is an integer of no usable width")
      }
      meaning =
        encoding.isBool ? .boolean : size == 1 && (encoding.isCharacter || type.isNamed("char")) ? .character : .integer
      isSigned = encoding.isSigned && !encoding.isBool
      bits = encoding.bits
      first &+= encoding.bitOffset
    case .enum, .enum64:
      guard size > 0, size <= 8 else {
        throw ValueError("\(types.declaration(of: place.type)) is an enum of no usable size")
      }
      meaning = .enumeration(type)
      isSigned = type.kindFlag
    case .ptr:
      meaning = .pointer
      isSigned = false
      bits = 64
    case .float:
      guard size == 4 || size == 8 else {
        throw ValueError("\(types.declaration(of: place.type)): floating-point numbers of 4 and 8 bytes are known")
      }
      meaning = .real
      isSigned = false
    default: return nil
    }
    if let width = place.bitFieldSize {
      guard width > 0, width <= bits else {
        throw ValueError("a bit field of \(width) bits does not fit \(types.declaration(of: place.type))")
      }
      bits = width
    }
    bitOffset = first
    width = bits
    isBitField = place.bitFieldSize != nil
    isNetworkOrder = Self.isNetworkOrder(place.type, in: types) && bits % 8 == 0 && place.bitFieldSize == nil
    declaration = types.declaration(of: place.type)
  }

  /// `__be16`, `__be32` and `__be64` of linux/types.h, under whatever names they are used.
  private static func isNetworkOrder(_ id: TypeID, in types: TypeTable) -> Bool {
    var next = id
    for _ in 0..<32 {
      guard let type = try? types.type(next), type.kind.isModifierOrTypedef, let target = type.target else {
        return false
      }
      if type.kind == .typedef, ["__be16", "__be32", "__be64"].contains(type.name) { return true }
      next = target
    }
    return false
  }

  /// The bits of the value in its bytes; nil when the bytes do not reach.
  func bits(in bytes: [UInt8]) -> UInt128? { ValueBits.number(in: bytes, at: bitOffset, width: width) }

  /// What the bits say, counted in a notation's order.
  func number(_ bits: UInt128, isNetworkOrder: Bool) -> WholeNumber {
    isNetworkOrder
      ? WholeNumber(isNegative: false, magnitude: ValueBits.swapped(bits, width: width))
      : WholeNumber(bits: bits, width: width, isSigned: isSigned)
  }

  /// How the value is written when nobody says otherwise. A network's 32 bits are an address more often than not.
  var notation: ValueNotation {
    switch meaning {
    case .integer: isNetworkOrder ? (width == 32 ? .address : .network) : .decimal
    case .character: .decimal
    case .boolean: .boolean
    case .enumeration: .name
    case .pointer: .hexadecimal
    case .real: .real
    case .octets: .address
    }
  }
}
