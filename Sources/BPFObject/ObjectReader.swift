import BPF
import BTF
import KernelFacts

/// Makes the parts of an `ObjectFile` from an ELF image, and collects what is wrong with them.
struct ObjectReader {
  let image: ELFImage
  private(set) var warnings: [ObjectError] = []

  init(image: ELFImage) { self.image = image }

  /// Bounds on how much is said about a broken object.
  private static let mostWarnings = 100

  mutating func warn(_ warning: ObjectError) {
    if warnings.count < Self.mostWarnings { warnings.append(warning) }
  }

  /// The licence as the kernel will see it: up to the first NUL.
  func license() -> String? {
    guard let section = image.section(named: "license") else { return nil }
    let bytes = image.region[section.range][0..<ELFImage.Limit.name].array
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The kernel version in the `version` section.
  func version() -> UInt32? { image.section(named: "version").flatMap { image.reader($0).read(0) } }

  /// Relocations by the section that they change, ascending by offset: those of code, maps and struct_ops.
  func relocations() throws(ObjectError) -> [Int: [Relocation]] {
    var bySection: [Int: [Relocation]] = [:]
    for section in image.sections where section.kind == .relocations || section.kind == .relocationsWithAddends {
      guard image.sections.indices.contains(section.info) else {
        throw ObjectError(
          "it is said to change section \(section.info), but there are \(image.sections.count)", section: section.name)
      }
      let target = image.sections[section.info]
      guard target.isExecutable || target.name == ".maps" || StructOps.isSection(target.name) else { continue }
      let relocations = try image.relocations(in: section)
      for (index, relocation) in relocations.enumerated() where relocation.offset >= UInt64(target.range.count) {
        throw ObjectError(
          "relocation \(index) changes byte \(relocation.offset) of section \(target.name), "
            + "which has \(target.range.count)", section: section.name)
      }
      bySection[target.index, default: []] += relocations
    }
    return bySection.mapValues { $0.sorted { $0.offset < $1.offset } }
  }

  /// The object's types and what it says of its instructions. Both are optional to libbpf unless maps or externs are
  /// described by them.
  mutating func types() throws(ObjectError) -> (TypeTable?, InstructionInfo?) {
    guard let section = image.section(named: ".BTF"), section.range.count > 0 else { return (nil, nil) }
    let table: TypeTable
    do { table = try TypeTable(region: image.region[section.range]) } catch {
      let problem = ObjectError(error.message, section: error.section, offset: error.offset)
      let isNeeded = image.sections.contains { $0.name == ".maps" || StructOps.isSection($0.name) }
      if isNeeded { throw problem }
      warn(problem)
      return (nil, nil)
    }
    guard let extended = image.section(named: ".BTF.ext"), extended.range.count > 0 else { return (table, nil) }
    do { return (table, InstructionInfo(try ExtendedInfo(region: image.region[extended.range], types: table))) } catch {
      warn(ObjectError(error.message, section: error.section, offset: error.offset))
      return (table, nil)
    }
  }

  /// All functions of executable sections.
  mutating func functions(info: InstructionInfo?) throws(ObjectError) -> FunctionIndex {
    var functions: [Function] = []
    for symbol in image.symbols where symbol.kind == .function {
      guard let section = image.section(of: symbol), section.isExecutable else { continue }
      guard symbol.value <= UInt64(section.range.count), symbol.size <= UInt64(section.range.count) - symbol.value,
        section.range.count > 0
      else {
        throw ObjectError(
          "function \(symbol.name) of \(symbol.size) bytes reaches over the section's end at \(section.range.count)",
          section: section.name, offset: Int(clamping: symbol.value))
      }
      let (start, size) = (Int(symbol.value), Int(symbol.size))
      guard start % Instruction.slotBytes == 0, size % Instruction.slotBytes == 0 else {
        throw ObjectError(
          "function \(symbol.name) of \(size) bytes is no whole number of instructions", section: section.name,
          offset: start)
      }
      let isVisible = symbol.binding != .local
      if !isVisible, section.name != ".text" {
        // bpf_object__add_programs of libbpf 1.x.
        warn(
          ObjectError(
            "function \(symbol.name) is static in a program's section: libbpf refuses the object",
            section: section.name, offset: start))
      }
      let slot = start / Instruction.slotBytes
      functions.append(
        Function(
          name: symbol.name, section: section, start: slot, count: size / Instruction.slotBytes,
          isGlobal: isVisible && !symbol.isHidden, isVisible: isVisible, type: info?.functionTypes[section.name]?[slot])
      )
    }
    return FunctionIndex(functions, text: ".text")
  }

  /// The programs: functions that are not static, in executable sections other than `.text`.
  func programs(functions: FunctionIndex, types: TypeTable?, linker: inout Linker) -> [Program] {
    let callbacks = types.map(exceptionCallbacks) ?? [:]
    var programs: [Program] = []
    var matches: [Int: SectionMatch?] = [:]
    for (index, function) in functions.all.enumerated() where function.isVisible && function.section.name != ".text" {
      let code = linker.link(index, callback: function.type.flatMap { callbacks[$0] })
      let match = matches[function.section.index] ?? SectionTable.match(function.section.name)
      matches[function.section.index] = .some(match)
      programs.append(
        Program(
          name: function.name, section: function.section.name, match: match,
          isAutoloaded: !function.section.name.hasPrefix("?"), instructions: code.instructions,
          slots: SlotIndex(code.instructions), subprograms: code.subprograms, references: code.references,
          lineInfo: code.lineInfo, coreRelocations: code.coreRelocations, problem: code.problem))
    }
    return programs
  }

  /// Names of exception callbacks by the function that is tagged with them (`__exception_cb`, since 6.7).
  private func exceptionCallbacks(_ types: TypeTable) -> [TypeID: String] {
    let prefix = "exception_callback:"
    var callbacks: [TypeID: String] = [:]
    for id in types.ownIDs {
      guard let type = try? types.type(id), type.kind == .declTag, type.taggedComponent == nil,
        let target = type.target,
        type.name.hasPrefix(prefix)
      else { continue }
      callbacks[target] = String(type.name.dropFirst(prefix.count))
    }
    return callbacks
  }

  /// The externs, and which symbol is which.
  func externs(types: TypeTable?) -> (list: [Extern], bySymbol: [Int: Int]) {
    var list: [Extern] = []
    var bySymbol: [Int: Int] = [:]
    let kconfig = types.map { variableTypes(of: ".kconfig", in: $0) } ?? []
    let ksyms = types.map { variableTypes(of: ".ksyms", in: $0) } ?? []
    var byName: [String: Int] = [:]
    for symbol in image.symbols where symbol.isExtern && symbol.index > 0 && !symbol.name.isEmpty {
      if let known = byName[symbol.name] {
        bySymbol[symbol.index] = known
        continue
      }
      let candidates = types?.types(named: symbol.name) ?? []
      let found = candidates.lazy.compactMap { type -> (Extern.Kind, TypeID)? in
        if kconfig.contains(type.id) { return (.kconfig, type.id) }
        guard ksyms.contains(type.id) else { return nil }
        return type.kind == .func ? (.kernelFunction, type.id) : (.kernelVariable, type.id)
      }.first
      byName[symbol.name] = list.count
      bySymbol[symbol.index] = list.count
      list.append(
        Extern(name: symbol.name, kind: found?.0 ?? .unknown, isWeak: symbol.binding == .weak, type: found?.1))
    }
    return (list, bySymbol)
  }

  private func variableTypes(of section: String, in types: TypeTable) -> Set<TypeID> {
    Set(types.types(named: section, kind: .datasec).flatMap(\.variables).map(\.type))
  }
}
