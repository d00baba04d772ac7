public import BTF

/// A BPF object: an ELF file as programs, maps and what they need, read without a kernel.
///
/// Any bytes give a value or an `ObjectError`, in memory of a small multiple of their size. What is wrong with a part,
/// so that a loader may still take the rest, is in `warnings` or in the program's `problem`.
public struct ObjectFile: Sendable {
  /// Its name, for messages.
  public let name: String
  /// Its bytes.
  public let region: ByteRegion
  /// All sections, in the order of the file.
  public let sections: [Section]
  /// All symbols, in the order of the file.
  public let symbols: [Symbol]
  /// The text of its `license` section; nil when it has none.
  public let license: String?
  /// The number in its `version` section, which kernels before 5.0 compared with their own for kprobes; nil when it has
  /// none.
  public let version: UInt32?
  /// Its types; nil when it has no BTF, or broken BTF that nothing needs.
  public let types: TypeTable?
  /// Its maps, in libbpf's order: defined ones, sections of global variables, `.kconfig`, struct_ops.
  public let maps: [MapDefinition]
  /// Its programs, by section and then by place.
  public let programs: [Program]
  /// What it uses and does not define.
  public let externs: [Extern]
  /// Its struct_ops variables.
  public let structOps: [StructOps]
  /// Its global variables, by section and then by place.
  public let variables: [GlobalVariable]
  /// What is wrong with parts of it.
  public let warnings: [ObjectError]

  /// Reads an object from an array.
  /// - Throws: what the bytes are instead, or where they contradict themselves.
  public init(bytes: [UInt8], name: String) throws(ObjectError) {
    try self.init(region: ByteRegion(bytes), name: name)
  }

  /// Reads an object where its bytes lie.
  /// - Throws: what the bytes are instead, or where they contradict themselves.
  public init(region: ByteRegion, name: String) throws(ObjectError) {
    let image = try ELFImage(region)
    var reader = ObjectReader(image: image)
    let relocations = try reader.relocations()
    let (types, info) = try reader.types()
    let externs = reader.externs(types: types)
    let maps = try reader.maps(types: types, relocations: relocations, externs: externs.list)
    let functions = try reader.functions(info: info)
    var linker = Linker(
      image: image, functions: functions, relocations: relocations, maps: MapIndex(maps), externs: externs.bySymbol,
      info: info)
    self.name = name
    self.region = region
    sections = image.sections
    symbols = image.symbols
    license = reader.license()
    version = reader.version()
    self.types = types
    self.maps = maps
    programs = reader.programs(functions: functions, types: types, linker: &linker)
    self.externs = externs.list
    structOps = reader.structOps(types: types, relocations: relocations)
    variables = reader.variables(types: types)
    warnings = reader.warnings
  }

  /// A section's bytes, where they lie; none for `.bss`.
  public func bytes(of section: Section) -> ByteRegion { region[section.range] }

  /// The first section with a name.
  public func section(named name: String) -> Section? { sections.first { $0.name == name } }

  /// The first program with a name.
  public func program(named name: String) -> Program? { programs.first { $0.name == name } }

  /// The first map with a name.
  public func map(named name: String) -> MapDefinition? { maps.first { $0.name == name } }
}
