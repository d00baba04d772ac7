/// Makes new inputs of old ones: packets by their fields, contexts by theirs, maps by their entries; each takes bytes of
/// the others, so that a packet's address becomes a map's key and a key becomes an address.
public struct InputMutator: Sendable {
  let shape: ExploreShape
  let constants: ConstantPool
  var numbers: SeededNumbers

  /// The most changes that are made to one packet.
  private static let mostChanges = 4
  /// Lengths that frames often have.
  private static let lengths = [14, 34, 42, 54, 60, 64, 74, 128, 256, 576, 1280, 1514, 1518, 3520]

  /// A mutator; the same seed makes the same inputs of the same ones.
  public init(shape: ExploreShape, constants: ConstantPool, seed: UInt64) {
    self.shape = shape
    self.constants = constants
    numbers = SeededNumbers(seed: seed)
  }

  /// The input with other packet bytes, or another context where there are no packets; its maps are the same.
  /// - Parameter other: an input to take bytes from.
  public mutating func varied(_ input: ExploreInput, with other: ExploreInput) -> ExploreInput {
    var varied = input
    let changesContext = canChangeContext && (shape.packetBytes == nil || numbers.chance(oneIn: 8))
    if changesContext { changeContext(&varied) }
    guard shape.packetBytes != nil, !changesContext || numbers.chance(oneIn: 2) else { return varied }
    let start = shape.frameStart(of: input)
    var keepsOdd = false
    for _ in 0...numbers.below(Self.mostChanges) { change(&varied, from: start, other, &keepsOdd) }
    varied.packet = shape.fitted(varied.packet)
    if !keepsOdd, !numbers.chance(oneIn: 8), varied.packet.count >= start {
      PacketRepair.repair(&varied.packet, from: start)
    }
    return varied
  }

  // MARK: - Packets

  private mutating func change(
    _ input: inout ExploreInput, from start: Int, _ other: ExploreInput, _ keepsOdd: inout Bool
  ) {
    switch numbers.below(16) {
    case 0...6: changeField(&input, from: start, &keepsOdd)
    case 7: changeByte(&input.packet)
    case 8: resize(&input.packet, from: start)
    case 9: takeTemplate(&input.packet, from: start)
    case 10: changeTag(&input.packet, from: start)
    case 11: putKey(&input, from: start)
    case 12: putConstant(&input.packet, from: start)
    case 13: splice(&input.packet, other.packet)
    default: changeField(&input, from: start, &keepsOdd)
    }
  }

  private mutating func changeField(_ input: inout ExploreInput, from start: Int, _ keepsOdd: inout Bool) {
    let outline = PacketOutline(input.packet, from: min(start, input.packet.count))
    if start >= 4, start <= input.packet.count, numbers.chance(oneIn: 4) {
      // The metadata in front of the frame, a word at a time.
      let place = numbers.below(start / 4) * 4
      return constants.write(into: &input.packet, at: place..<place + 4, &numbers)
    }
    guard let field = numbers.pick(outline.fields) else { return changeByte(&input.packet) }
    // A length or a checksum that was changed on purpose stays.
    if outline.isFilledIn(field) { keepsOdd = true }
    if numbers.chance(oneIn: 4),
      let source = numbers.pick(outline.fields.filter { $0.count == field.count && $0 != field })
    {
      input.packet.replaceSubrange(field, with: Array(input.packet[source]))
    } else if field.count > 8 {
      // Part of an address at a time.
      let offset = field.lowerBound + numbers.below(field.count / 4) * 4
      constants.write(into: &input.packet, at: offset..<offset + 4, &numbers)
    } else {
      constants.write(into: &input.packet, at: field, &numbers)
    }
  }

  private mutating func changeByte(_ packet: inout [UInt8]) {
    guard !packet.isEmpty else { return }
    let place = numbers.below(packet.count)
    if numbers.chance(oneIn: 2) {
      packet[place] ^= 1 << UInt8(numbers.below(8))
    } else {
      packet[place] = UInt8(truncatingIfNeeded: constants.number(bytes: 1, &numbers))
    }
  }

  private mutating func resize(_ packet: inout [UInt8], from start: Int) {
    let most = shape.packetBytes?.upperBound ?? 0
    let wanted: Int =
      switch numbers.below(4) {
      case 0: numbers.pick(Self.lengths) ?? 0
      case 1: Int(truncatingIfNeeded: constants.number(bytes: 2, &numbers))
      case 2: packet.count + numbers.below(64)
      default: packet.count - numbers.below(max(1, packet.count - start))
      }
    let count = min(max(wanted, start), most)
    if count < packet.count {
      packet.removeLast(packet.count - count)
    } else {
      packet += [UInt8](repeating: 0, count: count - packet.count)
    }
  }

  /// Another kind of frame behind the same Ethernet addresses.
  private mutating func takeTemplate(_ packet: inout [UInt8], from start: Int) {
    guard packet.count >= start + 12, let template = numbers.pick(PacketTemplates.all) else { return }
    let old = packet
    packet.replaceSubrange((start + 12)..., with: template)
    // What the program knows of the old frame it may look for in the new one.
    let before = PacketOutline(old, from: start).fields
    for field in PacketOutline(packet, from: start).fields where field.count >= 2 && numbers.chance(oneIn: 3) {
      guard let source = numbers.pick(before.filter { $0.count == field.count && $0.lowerBound >= start + 14 }),
        field.lowerBound >= start + 16
      else { continue }
      packet.replaceSubrange(field, with: old[source])
    }
  }

  /// A VLAN tag more or less.
  private mutating func changeTag(_ packet: inout [UInt8], from start: Int) {
    guard packet.count >= start + 18 else { return }
    let type = PacketOutline.number(packet, start + 12)
    if type == 0x8100 || type == 0x88a8, numbers.chance(oneIn: 2) {
      packet.removeSubrange(start + 12..<start + 16)
    } else {
      packet.insert(contentsOf: [0x81, 0x00, 0x00, UInt8(numbers.below(256))], at: start + 12)
    }
  }

  /// The key of an entry into the packet.
  private mutating func putKey(_ input: inout ExploreInput, from start: Int) {
    guard let entry = numbers.pick(input.entries) else { return changeByte(&input.packet) }
    let bytes = shape.maps[entry.map].kind == .trie ? Array(entry.key.dropFirst(4)) : entry.key
    let fields = PacketOutline(input.packet, from: min(start, input.packet.count)).fields
    let fitting = fields.filter { $0.count == bytes.count }
    let place = numbers.pick(fitting)?.lowerBound ?? numbers.pick(fields)?.lowerBound ?? start
    guard place + bytes.count <= input.packet.count else { return }
    input.packet.replaceSubrange(place..<place + bytes.count, with: bytes)
  }

  private mutating func putConstant(_ packet: inout [UInt8], from start: Int) {
    let size = 1 << numbers.below(4)
    guard packet.count >= start + size else { return }
    let place = start + numbers.below(packet.count - start - size + 1)
    constants.write(into: &packet, at: place..<place + size, &numbers)
  }

  private mutating func splice(_ packet: inout [UInt8], _ other: [UInt8]) {
    let shared = min(packet.count, other.count)
    guard shared > 0 else { return }
    let place = numbers.below(shared)
    let end = numbers.chance(oneIn: 2) ? shared : min(shared, place + 1 + numbers.below(16))
    packet.replaceSubrange(place..<end, with: other[place..<end])
  }

  // MARK: - Contexts

  private var canChangeContext: Bool { !shape.contextFields.isEmpty }

  private mutating func changeContext(_ input: inout ExploreInput) {
    guard let field = numbers.pick(shape.contextFields) else { return }
    if input.context.isEmpty { input.context = [UInt8](repeating: 0, count: shape.contextBytes) }
    guard field.upperBound <= input.context.count else { return }
    let size = min(field.count, 1 << numbers.below(4))
    let place = field.lowerBound + numbers.below(field.count / size) * size
    if numbers.chance(oneIn: 4), let entry = numbers.pick(input.entries), entry.key.count >= size {
      input.context.replaceSubrange(place..<place + size, with: entry.key.prefix(size))
    } else {
      constants.write(into: &input.context, at: place..<place + size, &numbers)
    }
  }
}

extension PacketOutline {
  /// Whether a field holds what `PacketRepair` fills in.
  func isFilledIn(_ field: Range<Int>) -> Bool {
    headers.contains { header in
      let offsets: [Int] =
        switch header.kind {
        case .ipv4: [2, 10]
        case .ipv6: [4]
        case .udp: [4, 6]
        case .tcp: [16]
        case .icmp, .icmpv6: [2]
        }
      return offsets.contains(field.lowerBound - header.start)
    }
  }
}
