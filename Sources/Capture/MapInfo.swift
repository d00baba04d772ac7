import Bundles
import KernelFacts

/// What `BPF_OBJ_GET_INFO_BY_FD` tells of a map: `struct bpf_map_info`.
struct MapInfo: Hashable, Sendable {
  static let size = 88
  let fields: Fields

  var id: UInt32 { fields.word(4) }
  var types: UInt32 { fields.word(64) }

  /// The map as a manifest has it, without its BTF's place.
  var record: BundleMap {
    let type = MapType(rawValue: fields.word(0))
    var map = BundleMap(
      name: fields.text(24, count: 16), type: type.name, typeNumber: type.rawValue, keySize: fields.word(8),
      valueSize: fields.word(12), maxEntries: fields.word(16), flags: fields.word(20))
    map.id = id
    map.extra = fields.long(80) == 0 ? nil : fields.long(80)
    map.keyType = fields.word(68) == 0 ? nil : fields.word(68)
    map.valueType = fields.word(72) == 0 ? nil : fields.word(72)
    return map
  }
}
