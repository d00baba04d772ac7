/// The fields of a register's state by the names that kernels have given them.
enum FieldName {
  /// Stores the value of the field `name`; false when the name or the value is not one of those known.
  static func set(
    _ text: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>, _ register: inout RegisterState,
    _ variable: inout ScalarRange?
  ) -> Bool {
    let name = text.string(name)
    switch name {
    case "map":
      register.map = text.string(value)
      return true
    case "var_off":
      return bits(text, value, &variable)
    case "id":
      return identity(text, value, &register)
    default: break
    }
    guard let (number, end) = StateReader.number(text, value.lowerBound, value.upperBound), end == value.upperBound
    else { return false }
    if setBound(name, number, &variable) { return true }
    let count = Int(truncatingIfNeeded: number)
    switch name {
    case "ref_obj_id", "ref_id": register.referenceID = count
    case "off": register.offset = number
    // To 6.12 pointers print `imm=0` beside `off`; from 7.3 it is the constant offset.
    case "imm": register.offset &+= number
    case "r", "range": register.packetRange = count
    case "ks": register.keySize = count
    case "vs": register.valueSize = count
    case "sz", "mem_size": register.memorySize = count
    default: return false
    }
    return true
  }

  private static func setBound(_ name: String, _ number: Int64, _ variable: inout ScalarRange?) -> Bool {
    var range = variable ?? ScalarRange()
    switch name {
    case "smin", "smin_value": range.signedMinimum = number
    case "smax", "smax_value": range.signedMaximum = number
    case "umin", "umin_value": range.unsignedMinimum = UInt64(bitPattern: number)
    case "umax", "umax_value": range.unsignedMaximum = UInt64(bitPattern: number)
    case "smin32", "s32_min", "s32_min_value": range.signedMinimum32 = Int32(truncatingIfNeeded: number)
    case "smax32", "s32_max", "s32_max_value": range.signedMaximum32 = Int32(truncatingIfNeeded: number)
    case "umin32", "u32_min", "u32_min_value": range.unsignedMinimum32 = UInt32(truncatingIfNeeded: number)
    case "umax32", "u32_max", "u32_max_value": range.unsignedMaximum32 = UInt32(truncatingIfNeeded: number)
    default: return false
    }
    variable = range
    return true
  }

  /// `(0x0; 0xff)`
  private static func bits(_ text: Span<UInt8>, _ value: Range<Int>, _ variable: inout ScalarRange?) -> Bool {
    guard text.byte(value.lowerBound) == UInt8(ascii: "("),
      let (known, end) = StateReader.number(text, value.lowerBound + 1, value.upperBound),
      text.byte(end) == UInt8(ascii: ";"),
      let (unknown, close) = StateReader.number(text, text.skipBlanks(from: end + 1), value.upperBound),
      text.byte(close) == UInt8(ascii: ")")
    else { return false }
    var range = variable ?? ScalarRange()
    range.knownBits = UInt64(bitPattern: known)
    range.unknownBits = UInt64(bitPattern: unknown)
    variable = range
    return true
  }

  /// `1`, `1+4`, `1-4`
  private static func identity(_ text: Span<UInt8>, _ value: Range<Int>, _ register: inout RegisterState) -> Bool {
    var at = value.lowerBound
    guard let id = text.decimal(&at) else { return false }
    if at < value.upperBound {
      guard let (offset, end) = StateReader.number(text, at, value.upperBound), end == value.upperBound else {
        return false
      }
      register.idOffset = Int(truncatingIfNeeded: offset)
    }
    // Old kernels print `id=0` for "none".
    register.id = id == 0 ? nil : id
    return true
  }
}
