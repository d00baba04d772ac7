/// A map that was created, or that a program refers to.
public struct BundleMap: Codable, Hashable, Sendable {
  /// Its name, of up to 15 bytes; may be empty.
  public var name: String
  /// The kernel's word for its type.
  public var type: String
  /// The kernel's number of its type.
  public var typeNumber: UInt32
  /// Bytes of a key.
  public var keySize: UInt32
  /// Bytes of a value.
  public var valueSize: UInt32
  /// The most entries, or bytes of a ring buffer.
  public var maxEntries: UInt32
  /// The kernel's flags.
  public var flags: UInt32
  /// `map_extra`, whose meaning depends on the type; nil for 0.
  public var extra: UInt64?
  /// The kernel's id of it; nil where it was not created.
  public var id: UInt32?
  /// The place of its BTF in the manifest; nil without.
  public var types: Int?
  /// The BTF type of its keys; nil without.
  public var keyType: UInt32?
  /// The BTF type of its values; nil without.
  public var valueType: UInt32?
  /// The place of the map that its values are like; nil for a map of no maps.
  public var inner: Int?
  /// Bytes of its one value when the program was loaded, where it holds global variables: in the object.
  public var contents: Int?
  /// Why it was not created; nil when it was.
  public var error: BundleError?

  /// A map by what every map has.
  public init(
    name: String, type: String, typeNumber: UInt32, keySize: UInt32, valueSize: UInt32, maxEntries: UInt32,
    flags: UInt32
  ) {
    self.name = name
    self.type = type
    self.typeNumber = typeNumber
    self.keySize = keySize
    self.valueSize = valueSize
    self.maxEntries = maxEntries
    self.flags = flags
  }
}
