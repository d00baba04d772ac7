import BPFObject
import BTF
import Findings
import KernelFacts
import Placed

/// How a file writes the entries of a map, and how they are shown.
struct MapForm: Sendable {
  enum Content: Sendable {
    case values
    /// Programs of the object, by name.
    case programs
    /// Maps of the object, by name.
    case maps
  }

  let definition: MapDefinition
  let content: Content
  /// Nil for maps without keys: queues, stacks, bloom filters.
  let key: ValueType?
  let value: ValueType?
  let isPerCPU: Bool

  /// Nil when values of the map cannot be given or read by name: see `obstacle`.
  init(_ definition: MapDefinition, _ types: TypeTable?) {
    self.definition = definition
    let facts = definition.type.facts
    isPerCPU = facts?.traits.contains(.perCPU) ?? false
    switch definition.type {
    case .progArray: content = .programs
    case .arrayOfMaps, .hashOfMaps: content = .maps
    default: content = .values
    }
    let isKeyless = [MapType.queue, .stack, .bloomFilter].contains(definition.type)
    key = isKeyless ? nil : ValueType(definition.keyType, in: types, bytes: Int(definition.keySize))
    value =
      content == .values ? ValueType(definition.valueType, in: types, bytes: Int(definition.valueSize)) : nil
  }

  /// Why a file cannot name the map's entries; nil when it can.
  static func obstacle(_ definition: MapDefinition) -> (message: String, hint: String?)? {
    switch definition.origin {
    case .data, .kconfig: return ("it holds global variables", "name them under 'globals'")
    case .structOps: return ("it holds the kernel's own functions", nil)
    case .declared, .legacy: break
    }
    switch definition.type {
    case .ringbuf, .perfEventArray: return ("it has no entries: records pass through it", "expect them under 'events'")
    case .userRingbuf: return ("it has no entries: records pass through it", nil)
    case .sockmap, .sockhash, .xskmap, .reuseportSockarray: return ("it holds sockets", nil)
    case .cgroupArray: return ("it holds cgroups", nil)
    case .skStorage, .taskStorage, .inodeStorage, .cgrpStorage, .cgroupStorage, .percpuCgroupStorage:
      return ("its values belong to sockets, tasks, files or cgroups of the kernel", nil)
    case .structOps, .arena, .insnArray: return ("maps of type \(definition.type) have no entries of their own", nil)
    default: return nil
    }
  }

  /// Whether keys are indices below `max_entries`, and every entry is always there.
  var isArray: Bool {
    [MapType.array, .percpuArray, .progArray, .arrayOfMaps, .devmap, .cpumap].contains(definition.type)
  }

  /// Whether an array's entries that nobody set are zeros, and not absent.
  var isFilled: Bool { [MapType.array, .percpuArray].contains(definition.type) }

  /// Bytes of the part of a key behind its length, for tries of addresses.
  var addressSize: Int? {
    guard definition.type == .lpmTrie, definition.keySize == 8 || definition.keySize == 20 else { return nil }
    return Int(definition.keySize) - 4
  }

  /// A key's bytes; nil, and a problem, when the node is none.
  func keyBytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let key else {
      problems.add("map '\(definition.name)' has no keys: give a list of its values", at: node.span)
      return nil
    }
    if let size = addressSize, case .scalar(let text, _) = node.content {
      if let network = AddressText.network(text.trimmed, count: size) {
        return UInt32(network.length).littleEndianBytes + network.bytes
      }
      if let address = AddressText.bytes(text.trimmed, count: size) {
        return UInt32(size * 8).littleEndianBytes + address
      }
      problems.add(
        "expected a network such as \(size == 4 ? "10.0.0.0/8" : "fe80::/10") for a key of map '\(definition.name)', "
          + "found \(node.found)", at: node.span)
      return nil
    }
    guard let bytes = TypedValues(types: key.types).bytes(of: node, type: key.id, &problems) else { return nil }
    if isArray, definition.maxEntries > 0, bytes.count == 4 {
      let index = ValueBits.number(in: bytes, at: 0, width: 32) ?? 0
      guard index < UInt128(definition.maxEntries) else {
        problems.add(
          "map '\(definition.name)' has no entry \(index)", at: node.span,
          hint: "entries: 0 to \(definition.maxEntries - 1)")
        return nil
      }
    }
    return bytes
  }

  /// A key for people, in the notation in which a file writes the map's keys.
  func keyText(_ bytes: [UInt8], _ notation: ValueNotation? = nil) -> String {
    if let size = addressSize, bytes.count == size + 4, let length = ValueBits.number(in: bytes, at: 0, width: 32),
      let address = AddressText.text(Array(bytes.dropFirst(4)))
    {
      return "\(address)/\(length)"
    }
    guard let key else { return ValueText.line(.hex(bytes)) }
    guard let notation, let scalar = key.scalar, let bits = scalar.bits(in: bytes) else { return key.text(bytes) }
    return scalar.text(bits, as: notation)
  }

  /// The notation that a key is written in; nil when it is no scalar.
  func keyNotation(_ node: PlacedNode) -> ValueNotation? {
    guard case .scalar(let text, let isPlain) = node.content, let scalar = key?.scalar else { return nil }
    return try? scalar.literal(text, isPlain: isPlain).notation
  }
}

extension UInt32 {
  fileprivate var littleEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) } }
}
