import Bundles
import KernelFacts

/// What `BPF_MAP_CREATE` is given: `union bpf_attr` of include/uapi/linux/bpf.h.
struct MapAttributes: Hashable, Sendable {
  let fields: Fields

  /// A map of this kind, for maps of maps; 0 is a descriptor too, so only their types count.
  var inner: Int32 { fields.descriptor(20) }

  /// The map that was asked for.
  var record: BundleMap {
    let type = MapType(rawValue: fields.word(0))
    return BundleMap(
      name: fields.text(28, count: 16), type: type.name, typeNumber: type.rawValue, keySize: fields.word(4),
      valueSize: fields.word(8), maxEntries: fields.word(12), flags: fields.word(16))
  }
}
