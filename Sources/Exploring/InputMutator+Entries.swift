/// Entries of maps.
extension InputMutator {
  /// The most entries that are added to those of a case.
  private static let mostAdded = 8

  /// The input with other entries in its maps; the same where there are none that can be changed.
  /// - Parameter most: the most entries that inputs of its case come with.
  public mutating func refilled(_ input: ExploreInput, most: Int) -> ExploreInput {
    guard !shape.maps.isEmpty else { return input }
    var refilled = input
    for _ in 0...numbers.below(2) {
      switch numbers.below(8) {
      case 0: if !refilled.entries.isEmpty { refilled.entries.remove(at: numbers.below(refilled.entries.count)) }
      case 1...3 where !refilled.entries.isEmpty: changeValue(&refilled)
      case 4 where !refilled.entries.isEmpty: changeKey(&refilled)
      default: addEntry(&refilled, most: most + Self.mostAdded)
      }
    }
    return refilled
  }

  private mutating func addEntry(_ input: inout ExploreInput, most: Int) {
    let map = numbers.below(shape.maps.count)
    let own = input.entries.count { $0.map == map }
    guard input.entries.count < most, own < shape.maps[map].maxEntries else { return }
    let key = key(of: map, for: input)
    guard !input.entries.contains(where: { $0.map == map && $0.key == key }) else { return }
    var value = [UInt8](repeating: 0, count: shape.maps[map].valueSize)
    if numbers.chance(oneIn: 2), let other = numbers.pick(input.entries.filter { $0.map == map }) {
      value = other.value
    }
    input.entries.append(ExploreInput.Entry(map: map, key: key, value: value))
    if numbers.chance(oneIn: 2) { changeValue(&input.entries[input.entries.count - 1].value, for: input) }
  }

  private mutating func changeKey(_ input: inout ExploreInput) {
    let index = numbers.below(input.entries.count)
    let map = input.entries[index].map
    let key = key(of: map, for: input)
    guard !input.entries.contains(where: { $0.map == map && $0.key == key }) else { return }
    input.entries[index].key = key
  }

  private mutating func changeValue(_ input: inout ExploreInput) {
    let index = numbers.below(input.entries.count)
    changeValue(&input.entries[index].value, for: input)
  }

  private mutating func changeValue(_ value: inout [UInt8], for input: ExploreInput) {
    guard !value.isEmpty else { return }
    var size = 1 << numbers.below(4)
    while size > value.count { size /= 2 }
    let place = numbers.below(value.count / size) * size
    if numbers.chance(oneIn: 4), let field = field(of: input, bytes: size) {
      value.replaceSubrange(place..<place + size, with: input.packet[field])
    } else {
      constants.write(into: &value, at: place..<place + size, &numbers)
    }
  }

  /// A field of the packet with so many bytes.
  private mutating func field(of input: ExploreInput, bytes size: Int) -> Range<Int>? {
    let start = min(shape.frameStart(of: input), input.packet.count)
    return numbers.pick(PacketOutline(input.packet, from: start).fields.filter { $0.count == size })
  }

  // MARK: - Keys

  private mutating func key(of map: Int, for input: ExploreInput) -> [UInt8] {
    let form = shape.maps[map]
    switch form.kind {
    case .array:
      // Small ones are used most.
      let bound = numbers.chance(oneIn: 2) ? min(form.maxEntries, 4) : form.maxEntries
      let index = UInt32(truncatingIfNeeded: numbers.below(bound))
      return (0..<4).map { UInt8(truncatingIfNeeded: index >> ($0 * 8)) }
    case .hash: return bytes(form.keySize, for: input)
    case .trie:
      let bits = max(0, form.keySize - 4) * 8
      let length = numbers.chance(oneIn: 2) ? bits : numbers.below(bits + 1)
      let head = (0..<4).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
      return Array((head + bytes(max(0, form.keySize - 4), for: input)).prefix(form.keySize))
    }
  }

  /// So many bytes that the program may look up: fields of the packet, one after the other, or numbers of its own.
  private mutating func bytes(_ size: Int, for input: ExploreInput) -> [UInt8] {
    if !numbers.chance(oneIn: 4), let field = field(of: input, bytes: size) { return Array(input.packet[field]) }
    var key = [UInt8](repeating: 0, count: size)
    guard size > 0 else { return key }
    let start = min(shape.frameStart(of: input), input.packet.count)
    let fields = PacketOutline(input.packet, from: start).fields
    if size > 2, numbers.chance(oneIn: 2), !fields.isEmpty {
      // Addresses and ports as they stand in a packet make most keys of several fields.
      var place = 0
      var index = numbers.below(fields.count)
      while place < size, index < fields.count {
        let field = fields[index]
        let count = min(field.count, size - place)
        key.replaceSubrange(place..<place + count, with: input.packet[field.prefix(count)])
        place += count
        index += 1
      }
      return key
    }
    constants.write(into: &key, at: 0..<min(size, 8), &numbers)
    return key
  }
}
