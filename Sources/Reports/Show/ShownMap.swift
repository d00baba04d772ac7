import BPFObject
import KernelFacts

/// A map of an object, as shown.
public struct ShownMap: Encodable, Sendable {
  /// Its name.
  public let name: String
  /// Its type in kernel words.
  public let type: String
  /// Where it comes from: `declared`, `legacy`, `data`, `kconfig` or `struct_ops`.
  public let origin: String
  /// Bytes of a key.
  public let keySize: UInt32
  /// Bytes of a value.
  public let valueSize: UInt32
  /// The most entries it holds; 0 where the loader decides.
  public let maxEntries: UInt32
  /// `map_flags`.
  public let flags: UInt32
  /// Whether libbpf pins it by its name.
  public let isPinned: Bool

  init(_ map: MapDefinition) {
    name = map.name
    type = map.type.name
    origin =
      switch map.origin {
      case .declared: "declared"
      case .legacy: "legacy"
      case .data: "data"
      case .kconfig: "kconfig"
      case .structOps: "struct_ops"
      }
    keySize = map.keySize
    valueSize = map.valueSize
    maxEntries = map.maxEntries
    flags = map.flags
    isPinned = map.isPinnedByName
  }
}
