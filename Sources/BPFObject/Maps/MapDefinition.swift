public import BTF
public import KernelFacts

/// A map that an object defines, or that libbpf makes for one of its sections.
public struct MapDefinition: Hashable, Sendable {
  /// Where a definition comes from.
  public enum Origin: Hashable, Sendable {
    /// A variable in `.maps`, described by BTF.
    case declared
    /// A `struct bpf_map_def` in `maps`: libbpf loads such since 1.0 no more.
    case legacy
    /// A section of global variables: `.rodata`, `.data`, `.bss` or a named form of one.
    case data
    /// The values of `__kconfig` externs.
    case kconfig
    /// A variable in `.struct_ops` or `.struct_ops.link`.
    case structOps
  }
  /// Its name: the variable's, or the section's for a section of variables.
  public var name: String
  /// Where it comes from.
  public var origin: Origin
  /// The section that defines it.
  public var section: String
  /// That section's index; nil for `.kconfig`, which has none.
  public var sectionIndex: Int?
  /// Where in its section the definition starts, in bytes.
  public var offset: Int
  /// Its type.
  public var type: MapType
  /// Bytes of a key.
  public var keySize: UInt32
  /// Bytes of a value.
  public var valueSize: UInt32
  /// `max_entries`.
  public var maxEntries: UInt32
  /// `map_flags` (`BPF_F_*`).
  public var flags: UInt32
  /// `map_extra`, whose meaning depends on the type.
  public var extra: UInt64
  /// The BTF type of its keys, when given.
  public var keyType: TypeID?
  /// The BTF type of its values, when given.
  public var valueType: TypeID?
  /// Whether libbpf pins it by its name (`LIBBPF_PIN_BY_NAME`).
  public var isPinnedByName: Bool
  /// Whether libbpf creates it unasked: not for `?.struct_ops`.
  public var isAutocreated: Bool
  /// What the values of a map of maps must look like.
  public var inner: InnerMap?
  /// What `values` puts into it before the programs are loaded: names of maps or of programs.
  public var values: [InitialEntry]

  init(
    name: String, origin: Origin, section: String, sectionIndex: Int?, offset: Int, type: MapType, keySize: UInt32,
    valueSize: UInt32, maxEntries: UInt32, flags: UInt32
  ) {
    self.name = name
    self.origin = origin
    self.section = section
    self.sectionIndex = sectionIndex
    self.offset = offset
    self.type = type
    self.keySize = keySize
    self.valueSize = valueSize
    self.maxEntries = maxEntries
    self.flags = flags
    extra = 0
    isPinnedByName = false
    isAutocreated = true
    values = []
  }

  /// One entry of a map that the object fills.
  public struct InitialEntry: Hashable, Sendable {
    /// The index in the map.
    public var index: Int
    /// The name of a map, or of a program for a `prog_array`.
    public var name: String
  }

  /// The template of the maps in a map of maps.
  public struct InnerMap: Hashable, Sendable {
    /// Its type.
    public var type: MapType
    /// Bytes of a key.
    public var keySize: UInt32
    /// Bytes of a value.
    public var valueSize: UInt32
    /// `max_entries`.
    public var maxEntries: UInt32
    /// `map_flags`.
    public var flags: UInt32
    /// `map_extra`.
    public var extra: UInt64
  }
}
