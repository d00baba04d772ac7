/// What the kernel says of a map that a loaded program uses: `struct bpf_map_info`.
public struct KernelMap: Codable, Hashable, Sendable {
  /// The kernel's number for it.
  public var id: UInt32
  /// Its name, of up to 15 bytes.
  public var name: String
  /// The number of its type.
  public var type: UInt32
  /// Bytes of a key.
  public var keySize: UInt32
  /// Bytes of a value.
  public var valueSize: UInt32
  /// The most entries, or bytes of a ring buffer.
  public var maxEntries: UInt32
  /// The flags that it was made with.
  public var flags: UInt32
  /// `map_extra`.
  public var extra: UInt64 = 0
  /// The kernel's number of its BTF; nil without.
  public var types: UInt32?
  /// The BTF type of its keys; 0 for none.
  public var keyType: UInt32 = 0
  /// The BTF type of its values; 0 for none.
  public var valueType: UInt32 = 0

  /// A map by what every map has.
  public init(
    id: UInt32, name: String, type: UInt32, keySize: UInt32, valueSize: UInt32, maxEntries: UInt32, flags: UInt32
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.keySize = keySize
    self.valueSize = valueSize
    self.maxEntries = maxEntries
    self.flags = flags
  }
}
