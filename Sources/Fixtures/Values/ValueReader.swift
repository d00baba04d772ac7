import BTF
import Placed

/// Takes bytes apart by their type. Whatever the bytes and the types are, the tree tells them all, or shows them as bytes.
struct ValueReader {
  private let types: TypeTable
  private let bytes: [UInt8]
  /// Parts that may be made: types that hold each other many times over are hostile.
  private var remaining = 1 << 20

  private init(_ bytes: [UInt8], _ types: TypeTable) {
    self.bytes = bytes
    self.types = types
  }

  /// The tree of a whole value. Bytes that are too few for their type, or whose type has no values, are shown as bytes.
  static func tree(_ bytes: [UInt8], _ type: TypeID, _ types: TypeTable) -> ValueTree {
    guard let size = try? ValueSize.of(type, in: types), size <= bytes.count else { return .hex(bytes) }
    return part(bytes, ValuePlace(type: type), types)
  }

  /// The tree of a part of a value.
  static func part(_ bytes: [UInt8], _ place: ValuePlace, _ types: TypeTable) -> ValueTree {
    var reader = ValueReader(bytes, types)
    return reader.read(place, depth: 0) ?? .hex(bytes)
  }

  /// Nil when the place cannot be read: the types contradict themselves, or there is too much.
  private mutating func read(_ place: ValuePlace, depth: Int) -> ValueTree? {
    remaining -= 1
    guard remaining > 0, depth < ValueShape.deepest, let shape = try? ValueShape(place, in: types) else { return nil }
    switch shape {
    case .scalar(let scalar): return read(scalar)
    case .array(let array): return read(array, depth: depth)
    case .record(let record): return read(record, depth: depth)
    }
  }

  private func read(_ scalar: ScalarShape) -> ValueTree? {
    guard let bits = scalar.bits(in: bytes) else { return nil }
    guard scalar.canBeWritten(bits) || scalar.isBitField || scalar.width % 8 != 0 else {
      return slice(scalar.bitOffset, scalar.width / 8).map { .hex($0) }
    }
    return .scalar(scalar.text(bits))
  }

  private mutating func read(_ array: ValueShape.ArrayValue, depth: Int) -> ValueTree? {
    guard let own = slice(array.bitOffset, array.size) else { return nil }
    if array.isBytes, array.count > 0 {
      if array.isText { return ByteText.text(own).map { .text($0) } ?? .hex(own) }
      if array.count == 6, let mac = AddressText.text(own) { return .scalar(mac) }
      // Text that would be read as an address is none, and a single character is rather a number.
      if let text = ByteText.text(own), text.utf8.count > 1, AddressText.bytes(text.trimmed, count: array.count) == nil
      {
        return .text(text)
      }
      if array.count > 16 { return .hex(own) }
    }
    var elements: [ValueTree] = []
    for index in 0..<array.count {
      let place = array.place(of: index)
      guard let element = read(place, depth: depth + 1) else { return .hex(own) }
      elements.append(element)
    }
    return .list(elements)
  }

  private mutating func read(_ record: ValueShape.RecordValue, depth: Int) -> ValueTree? {
    guard let own = slice(record.bitOffset, record.size) else { return nil }
    if record.size == 4 && record.type.isNamed("in_addr") || record.size == 16 && record.type.isNamed("in6_addr"),
      let address = AddressText.text(own)
    {
      return .scalar(address)
    }
    var fields: [ValueTree.Field] = []
    var shown = [UInt8](repeating: 0, count: record.size)
    guard collect(record, from: record.bitOffset, into: &fields, &shown, depth: depth),
      Set(fields.map(\.name)).count == fields.count, fields.allSatisfy({ $0.name.utf8.allSatisfy(\.isIdentifierByte) }),
      !fields.isEmpty || record.size == 0
    else { return .hex(own) }
    return .fields(fields)
  }

  /// The fields of a record and of its anonymous members; of a union those of the member that tells all. False when
  /// something would be left out.
  private mutating func collect(
    _ record: ValueShape.RecordValue, from start: Int, into fields: inout [ValueTree.Field], _ shown: inout [UInt8],
    depth: Int
  ) -> Bool {
    guard depth < ValueShape.deepest else { return false }
    var members = record.type.members
    if record.type.kind == .union {
      guard let telling = telling(members, of: record) else { return members.isEmpty }
      members = [telling]
    }
    for member in members {
      remaining -= 1
      guard remaining > 0 else { return false }
      let place = record.place(of: member)
      guard let shape = try? ValueShape(place, in: types) else { return false }
      if member.name.isEmpty {
        // Nameless bit fields are padding; other nameless members lend their names.
        guard case .record(let inner) = shape else { continue }
        guard collect(inner, from: start, into: &fields, &shown, depth: depth + 1) else { return false }
        continue
      }
      guard mark(shape, from: start, in: &shown), let value = read(place, depth: depth + 1) else { return false }
      fields.append(ValueTree.Field(name: member.name, value: value))
    }
    return true
  }

  /// The first member of a union beside which there is nothing but zeros.
  private func telling(_ members: [Member], of union: ValueShape.RecordValue) -> Member? {
    guard let own = slice(union.bitOffset, union.size) else { return nil }
    let wanted = (try? FieldMask.of(union.type.id, in: types)) ?? [UInt8](repeating: 0xff, count: own.count)
    func rest(beside member: Member) -> Bool {
      let place = ValuePlace(type: member.type, bitOffset: member.bitOffset, bitFieldSize: member.bitFieldSize)
      var told = [UInt8](repeating: 0, count: own.count)
      if case .scalar(let scalar)? = try? ValueShape(place, in: types) {
        _ = ValueBits.put(.max, in: &told, at: scalar.bitOffset, width: scalar.width)
      } else if let mask = try? FieldMask.of(member.type, in: types), member.bitOffset >= 0 {
        for (index, bits) in mask.enumerated() where told.indices.contains(member.bitOffset / 8 + index) {
          told[member.bitOffset / 8 + index] = bits
        }
      }
      return own.indices.contains { own[$0] & wanted[$0] & ~told[$0] != 0 }
    }
    return members.first { !rest(beside: $0) }
  }

  /// Marks what a field shows; false when another field shows a part of it: written back, they would overlap.
  private func mark(_ shape: ValueShape, from start: Int, in shown: inout [UInt8]) -> Bool {
    let (first, width): (Int, Int)
    switch shape {
    case .scalar(let scalar): (first, width) = (scalar.bitOffset - start, scalar.width)
    case .array(let array): (first, width) = (array.bitOffset - start, array.size * 8)
    case .record(let record): (first, width) = (record.bitOffset - start, record.size * 8)
    }
    guard first >= 0, first <= shown.count * 8, width <= shown.count * 8 - first else { return false }
    var place = first
    while place < first + width {
      let step = min(64, first + width - place)
      guard ValueBits.number(in: shown, at: place, width: step) == 0 else { return false }
      _ = ValueBits.put(.max, in: &shown, at: place, width: step)
      place += step
    }
    return true
  }

  private func slice(_ bit: Int, _ count: Int) -> [UInt8]? {
    guard bit >= 0, bit / 8 <= bytes.count, count <= bytes.count - bit / 8 else { return nil }
    return Array(bytes[(bit / 8)..<(bit / 8 + count)])
  }
}
