extension RecordForm {
  /// One record; nil when its length is not given and does not fit.
  func record(_ given: [String: UInt128], _ value: [UInt8]) -> [UInt8]? {
    let type = given["type"] ?? 0
    if bare.contains(type), given["length"] == nil, value.isEmpty {
      return BitField.bytes(type, count: 1)
    }
    var value = value
    let over = (value.count + (countsHeader ? size : 0)) % lengthUnit
    if over > 0 { value += Array(repeating: 0, count: lengthUnit - over) }
    var bytes = [UInt8](repeating: 0, count: size)
    for field in header {
      let length = UInt128((value.count + (countsHeader ? size : 0)) / lengthUnit)
      let number = given[field.name] ?? (field.name == "length" ? length : 0)
      guard number <= BitField.most(field.width) else { return nil }
      BitField.write(number, &bytes, at: field.offset, width: field.width)
    }
    return bytes + value
  }

  /// What fills `count` bytes of records up, so that they and the `before` bytes in front end at a multiple of `unit`.
  func filling(_ count: Int, before: Int, unit: Int) -> [UInt8] {
    let over = (before + count) % unit
    guard over > 0 else { return [] }
    let missing = unit - over
    switch filler {
    case .zeros: return Array(repeating: 0, count: missing)
    case .padN:
      if missing == 1 { return [0] }
      return [1, UInt8(truncatingIfNeeded: missing - 2)] + Array(repeating: 0, count: missing - 2)
    }
  }

  /// The records in a range of some bytes, and what is left: padding behind the last, or what is none.
  func records(_ bytes: [UInt8], _ range: Range<Int>) -> (records: [PacketRecord], rest: Range<Int>) {
    guard let typeField = field("type"), let lengthField = field("length") else { return ([], range) }
    var records: [PacketRecord] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let isLate = start + size > range.upperBound
      // A bare record's type is its first byte.
      if bare.contains(UInt128(bytes[start])) {
        let type = UInt128(bytes[start])
        records.append(
          PacketRecord(kind: kind(type), type: type, range: start..<start + 1, value: start + 1..<start + 1))
        start += 1
        if type == end { break }
        continue
      }
      guard !isLate else { break }
      let type = BitField.read(bytes, at: start * 8 + typeField.offset, width: typeField.width)
      let claimed = Int(BitField.read(bytes, at: start * 8 + lengthField.offset, width: lengthField.width)) * lengthUnit
      let length = claimed + (countsHeader ? 0 : size)
      guard length >= size, start + length <= range.upperBound else { break }
      records.append(
        PacketRecord(kind: kind(type), type: type, range: start..<start + length, value: start + size..<start + length))
      start += length
      let over = (start - range.lowerBound) % alignment
      if over > 0 { start = min(range.upperBound, start + alignment - over) }
    }
    return (records, start..<range.upperBound)
  }

  private func kind(_ type: UInt128) -> RecordKind? { kinds.first { $0.type == type } }
}
