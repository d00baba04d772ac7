/// A map as an object's `.maps` section declares it in BTF, read as libbpf does (`parse_btf_map_def` in libbpf.c).
public struct MapDeclaration: Hashable, Sendable {
  /// What a map's `values` array holds; the section's relocations say what each place refers to.
  public enum Values: Hashable, Sendable {
    /// Programs (`BPF_MAP_TYPE_PROG_ARRAY`).
    case programs
    /// Maps, each as this says (array or hash of maps).
    indirect case maps(MapDeclaration)
  }

  /// The variable's name; an inner map's is its outer map's with `.inner`.
  public var name: String
  /// The variable that declares it, a `var` type; an inner map's is its outer map's.
  public var variable: TypeID
  /// The variable's offset in `.maps` as BTF has it: clang leaves 0, an object's symbols are right.
  public var offset: Int
  /// The bytes that the variable takes in `.maps`.
  public var size: Int
  /// `BPF_MAP_TYPE_*`.
  public var type: UInt32
  /// Bytes of a key; 0 when not given.
  public var keySize: UInt32 = 0
  /// Bytes of a value; 0 when not given.
  public var valueSize: UInt32 = 0
  /// The key's type, when declared by type.
  public var keyType: TypeID?
  /// The value's type, when declared by type.
  public var valueType: TypeID?
  /// `max_entries`; 0 when not given.
  public var maxEntries: UInt32 = 0
  /// `map_flags`: `BPF_F_*`.
  public var flags: UInt32 = 0
  /// `map_extra`: what it means depends on the type.
  public var extra: UInt64 = 0
  /// `numa_node`, when given.
  public var numaNode: UInt32?
  /// `LIBBPF_PIN_*`: 0 none, 1 by name.
  public var pinning: UInt32 = 0
  /// What the `values` array holds, when there is one.
  public var values: Values?
  /// The byte offset of the `values` array in the variable; what remains up to `size` is its 8-byte places.
  public var valuesOffset: Int = 0

  init(name: String, variable: TypeID, offset: Int, size: Int) {
    self.name = name
    self.variable = variable
    self.offset = offset
    self.size = size
    type = 0
  }
}
