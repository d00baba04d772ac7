import BPF
import BPFObject
import BTF
import KernelFacts

/// Makes an object of a captured program that libbpf, and every command of Assay, reads like a compiler's.
///
/// The program gets the section that makes libbpf load it as it was loaded, its subprograms `.text`, maps `.maps` or a
/// section of global data, and where the code refers to them, relocations. Its BTF keeps its type numbers.
public struct ProgramObject {
  /// The section by which an object says that it was captured, and from what.
  public static let originSection = ".assay.captured"

  private let program: CapturedProgram
  private let captured: Captured
  private let layout: FunctionLayout
  private let base: Int?

  /// Bytes of an object, and what it does not hold of the program.
  public struct Made {
    /// The object.
    public var bytes: [UInt8]
    /// What it leaves out.
    public var notes: [String]
  }

  /// Makes the object.
  /// - Parameter origin: the kernel that the program was loaded into.
  /// - Throws: why there can be none.
  public static func make(
    _ program: CapturedProgram, of captured: Captured, origin: String
  ) throws(ObjectObstacle) -> Made {
    try ProgramObject(program, of: captured).made(origin: origin)
  }

  private init(_ program: CapturedProgram, of captured: Captured) throws(ObjectObstacle) {
    if let obstacle = program.obstacle { throw ObjectObstacle(obstacle) }
    guard !program.code.isEmpty else { throw ObjectObstacle("it has no instructions") }
    self.program = program
    self.captured = captured
    let firstTypes = program.record.maps.compactMap { captured.maps[$0].types }.first
    base = program.record.types ?? firstTypes
    layout = try FunctionLayout(program, types: base.flatMap { try? TypeTable(bytes: captured.typeBytes[$0]) })
  }

  private func made(origin: String) throws(ObjectObstacle) -> Made {
    var notes: [String] = []
    guard let section = section(&notes) else {
      throw ObjectObstacle("libbpf knows no section for \(program.record.type) programs as this one was loaded")
    }
    var image = ObjectImage()
    var code = program.code
    let mainSlots = layout.functions[0].slots
    var declarations = MapDeclarations(types: try startTypes(), base: base, maps: captured.maps)
    let data = try dataMaps()
    for index in program.record.maps where data[index] == nil {
      declarations.declare(index)
      if captured.maps[index].types != nil, captured.maps[index].types != base {
        notes.append("map \(captured.maps[index].name): its BTF is another than the program's, and left out")
      }
    }
    blank(&code)
    let main = image.addSection(section, .code, bytes: CodeWord.bytes(code[mainSlots]))
    let rest = code[mainSlots.upperBound...]
    let text = rest.isEmpty ? nil : image.addSection(".text", .code, bytes: CodeWord.bytes(rest))
    _ = image.addSection("license", .constants, bytes: Array(program.record.license.utf8) + [0])
    _ = image.addSection(Self.originSection, .constants, bytes: Array(origin.utf8) + [0])
    if let names = program.translation {
      _ = image.addSection(TranslatedNames.section, .constants, bytes: TranslatedNames.bytes(names))
    }

    var functions: [ObjectImage.SymbolID] = []
    for (index, function) in layout.functions.enumerated() {
      let home = index == 0 ? main : text ?? main
      let offset = index == 0 ? 0 : function.slots.lowerBound - mainSlots.upperBound
      functions.append(
        image.addSymbol(
          function.name, .function, in: home, at: offset * Instruction.slotBytes,
          size: function.slots.count * Instruction.slotBytes))
    }
    var symbols: [Int: ObjectImage.SymbolID] = [:]
    if declarations.size > 0 {
      let maps = image.addSection(".maps", .data, bytes: [UInt8](repeating: 0, count: declarations.size))
      for (index, place) in declarations.places.sorted(by: { $0.key < $1.key }) {
        symbols[index] = image.addSymbol(
          declarations.names[index] ?? "", .object, in: maps, at: place.lowerBound, size: place.count)
      }
    }
    for (index, name) in data.sorted(by: { $0.key < $1.key }) {
      let bytes = captured.contents[index] ?? [UInt8](repeating: 0, count: Int(captured.maps[index].valueSize))
      let home = image.addSection(name, name.hasPrefix(".rodata") ? .constants : .data, bytes: bytes)
      for variable in variables(of: name) where variable.offset + variable.size <= bytes.count {
        _ = image.addSymbol(variable.name, .object, in: home, at: variable.offset, size: variable.size)
      }
      symbols[index] = image.addSymbol(
        "assay_data_\(index)", .object, in: home, at: 0, size: bytes.count)
    }
    relocate(&image, main: main, text: text, functions: functions, maps: symbols)
    var types = declarations.finish()
    let info = extendedInfo(&types, section: section)
    _ = image.addSection(".BTF", .constants, bytes: types.bytes())
    if let info { _ = image.addSection(".BTF.ext", .constants, bytes: info) }
    return Made(bytes: image.bytes(), notes: notes)
  }

  /// The section that says what the program is.
  private func section(_ notes: inout [String]) -> String? {
    if let name = SectionChoice.name(for: program.record) { return name }
    // The kernel does not tell what a loaded program's load expected.
    guard program.translation != nil, let name = SectionChoice.anyName(for: program.record) else { return nil }
    notes.append("the kernel does not say what it attaches to: section \(name) only says its type")
    return name
  }

  /// The program's BTF to add to. libbpf takes the first `.maps` that it finds, which must be ours, and wants a symbol for
  /// each variable that is not static; the object has no symbols of sections that the program does not use.
  private func startTypes() throws(ObjectObstacle) -> TypeTableBuilder {
    guard let base else { return TypeTableBuilder() }
    do throws(BTFError) {
      let table = try TypeTable(bytes: captured.typeBytes[base])
      var builder = try TypeTableBuilder(extending: table)
      for old in table.types(named: ".maps", kind: .datasec) { builder.rename(old.id, to: ".maps.captured") }
      for id in table.ownIDs where try table.type(id).kind == .var { builder.setLinkage(id, to: .static) }
      return builder
    } catch {
      throw ObjectObstacle("its BTF cannot be read: \(error)")
    }
  }

  /// The maps that are reached by addresses in them, and the sections of global data that they become.
  private func dataMaps() throws(ObjectObstacle) -> [Int: String] {
    var byDescriptor: Set<Int> = []
    var names: [Int: String] = [:]
    for slot in CodeWord.starts(program.code) {
      let word = CodeWord(program.code[slot])
      let index = Int(word.immediate)
      switch word.pseudo {
      case .mapDescriptor: byDescriptor.insert(index)
      case .mapValue:
        let map = captured.maps[index]
        guard MapType(rawValue: map.typeNumber) == .array, map.maxEntries == 1 else {
          throw ObjectObstacle("it has an address in \(map.type) map \(map.name), which no object can say")
        }
        guard map.valueSize <= Captured.mostData else {
          throw ObjectObstacle("the global data in map \(map.name) takes \(map.valueSize) bytes, which are not kept")
        }
        names[index] = sectionName(of: map, index: index, taken: Array(names.filter { $0.key != index }.values))
      default: break
      }
    }
    if let both = names.keys.first(where: byDescriptor.contains) {
      throw ObjectObstacle(
        "it uses map \(captured.maps[both].name) both as a map and as global data, which no object can say")
    }
    return names
  }

  /// The variables that BTF has in a section.
  private func variables(of section: String) -> [(name: String, offset: Int, size: Int)] {
    guard let base, let table = try? TypeTable(bytes: captured.typeBytes[base]) else { return [] }
    // Zeros of `.bss` stand in a section of another name.
    let known = section == ".data.bss" ? ".bss" : section
    return (table.type(named: known, kind: .datasec)?.variables ?? []).compactMap { variable in
      guard let type = try? table.type(variable.type), !type.name.isEmpty else { return nil }
      return (type.name, variable.offset, variable.size)
    }
  }

  private func sectionName(of map: BundleMap, index: Int, taken: [String]) -> String {
    // `BPF_F_RDONLY_PROG`
    let kinds = map.flags & 1 << 7 != 0 ? [".rodata"] : [".data", ".bss"]
    var name = "\(kinds[0]).\(index)"
    for kind in kinds {
      guard let range = map.name.firstRange(of: kind) else { continue }
      name = String(map.name[range.lowerBound...])
    }
    // Zeros that are stored: `.bss` has no bytes in a file.
    if name.hasPrefix(".bss") { name = ".data" + name }
    return taken.contains(name) ? "\(kinds[0]).\(index)" : name
  }

  /// Takes out what relocations will fill in.
  private func blank(_ code: inout [UInt64]) {
    for slot in CodeWord.starts(code) {
      var word = CodeWord(code[slot])
      if word.isLocalCall { word.immediate = -1 }
      switch word.pseudo {
      case .function: word.immediate = 0
      case .mapDescriptor:
        word.immediate = 0
        word.source = 0
      case .mapValue where slot + 1 < code.count:
        // An offset in global data stands in the first half until it is relocated.
        word.immediate = CodeWord(code[slot + 1]).immediate
        word.source = 0
        code[slot + 1] = 0
      default: break
      }
      code[slot] = word.rawValue
    }
  }

  private func relocate(
    _ image: inout ObjectImage, main: ObjectImage.SectionID, text: ObjectImage.SectionID?,
    functions: [ObjectImage.SymbolID], maps: [Int: ObjectImage.SymbolID]
  ) {
    let end = layout.functions[0].slots.upperBound
    for slot in CodeWord.starts(program.code) {
      let word = CodeWord(program.code[slot])
      let symbol: ObjectImage.SymbolID?
      if word.isLocalCall || word.pseudo == .function {
        symbol = layout.index(at: slot + 1 + Int(word.immediate)).map { functions[$0] }
      } else if word.pseudo == .mapDescriptor || word.pseudo == .mapValue {
        symbol = maps[Int(word.immediate)]
      } else {
        symbol = nil
      }
      guard let symbol else { continue }
      let (home, offset) = slot < end ? (main, slot) : (text ?? main, slot - end)
      image.addRelocation(
        word.isWide ? .immediate : .call, in: home, at: offset * Instruction.slotBytes, to: symbol)
    }
  }

  /// `.BTF.ext`: functions and lines by section. Nil without.
  private func extendedInfo(_ types: inout TypeTableBuilder, section: String) -> [UInt8]? {
    guard !program.functions.isEmpty, program.record.types == base else { return nil }
    let end = layout.functions[0].slots.upperBound
    let parts = [(types.addString(section), 0..<end), (types.addString(".text"), end..<program.code.count)]
    func list(_ size: UInt32, _ records: (Range<Int>) -> [[UInt32]]) -> [UInt32] {
      var words = [size]
      for (name, slots) in parts {
        let found = records(slots)
        if !found.isEmpty { words += [name, UInt32(found.count)] + found.flatMap { $0 } }
      }
      return words.count == 1 ? [] : words
    }
    func offset(_ slot: Int, _ slots: Range<Int>) -> UInt32 {
      UInt32((slot - slots.lowerBound) * Instruction.slotBytes)
    }
    let functions = list(8) { slots in
      program.functions.filter { slots.contains($0.slot) }.map { [offset($0.slot, slots), $0.type] }
    }
    let lines = list(16) { slots in
      program.lines.filter { slots.contains($0.slot) }.map { [offset($0.slot, slots), $0.file, $0.text, $0.place] }
    }
    let (first, second) = (UInt32(functions.count * 4), UInt32(lines.count * 4))
    let words = [0x0001_eb9f, 32, 0, first, first, second, first + second, 0] + functions + lines
    return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}
