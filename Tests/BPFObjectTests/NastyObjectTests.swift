import BPFObject
import BTF
import TestSupport
import Testing

/// Objects that no compiler writes, each built to break a reader in its own way.
@Suite struct NastyObjectTests {
  typealias Builder = ObjectBuilder

  private func read(_ builder: Builder) throws -> ObjectFile {
    let bytes = builder.bytes()
    Exercise.everything(bytes)
    return try ObjectFile(bytes: bytes, name: "nasty")
  }

  private func problem(_ builder: Builder) -> String {
    do {
      _ = try read(builder)
      return "none"
    } catch let error as ObjectError { return "\(error)" } catch { return "another error" }
  }

  @Test func theMinimalObjectIsRead() throws {
    let object = try read(.minimal())
    #expect(object.license == "GPL")
    #expect(object.programs.map(\.name) == ["main"])
    #expect(object.programs[0].instructions.count == 1)
    #expect(object.warnings.isEmpty)
  }

  @Test func sectionsThatOverlapTheHeaderAreOnlyRanges() throws {
    var builder = Builder.minimal()
    builder.sections[1].offset = 0
    builder.sections[1].size = 64
    #expect(try read(builder).license == "\u{7f}ELF\u{2}\u{1}\u{1}")
  }

  @Test func sizesBeyondTheFileAreRefused() {
    for (offset, size) in [(0, UInt64.max), (UInt64.max, 8), (64, 1 << 40), (1 << 63, 1 << 63)] as [(UInt64, UInt64)] {
      var builder = Builder.minimal()
      builder.sections[1].offset = offset
      builder.sections[1].size = size
      #expect(problem(builder).contains("section license: section 2 takes bytes"))
    }
  }

  @Test func aHugeBssIsARangeOfNothing() throws {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: ".bss", type: 8, flags: 3, size: .max))
    let object = try read(builder)
    #expect(object.map(named: ".bss")?.valueSize == .max)
    #expect(object.map(named: ".bss")?.memory(possibleCPUs: 1, pageSize: 4096).atCreation ?? 0 >= 4 << 30)
  }

  @Test func functionsOutsideOfTheirSectionAreRefused() {
    for (value, size) in [(8, 8), (0, 16), (.max, 8), (8, .max), (0, 1 << 63)] as [(UInt64, UInt64)] {
      var builder = Builder.minimal()
      builder.symbols[0].value = value
      builder.symbols[0].size = size
      #expect(problem(builder).contains("reaches over the section's end"))
    }
    var builder = Builder.minimal()
    builder.symbols[0].size = 5
    #expect(problem(builder).contains("no whole number of instructions"))
  }

  @Test func symbolsOfSectionsThatAreNotThereAreRefused() {
    var builder = Builder.minimal()
    builder.symbols[0].section = 99
    #expect(problem(builder) == "section .symtab, offset 24: symbol 1 is said to be in section 99, but there are 5")
  }

  @Test func namesAreNotReadOutOfTheirTable() {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: String(repeating: "x", count: 5000), bytes: [0]))
    #expect(problem(builder).contains("lies outside its string table"))
  }

  @Test func relocationSectionsThatChangeThemselvesAreHarmless() throws {
    var builder = Builder.minimal()
    builder.sections.append(
      Builder.Section(
        name: ".rel", type: 9, flags: Builder.code, bytes: Builder.relocation(0, symbol: 1, type: 1), link: 4, info: 3))
    #expect(try read(builder).programs.count == 1)
    builder.sections[2].info = 77
    #expect(problem(builder).contains("said to change section 77"))
    builder.sections[2].info = 1
    builder.sections[2].bytes = Builder.relocation(1 << 40, symbol: 1, type: 1)
    #expect(problem(builder).contains("changes byte 1099511627776 of section xdp"))
    builder.sections[2].bytes = Builder.relocation(0, symbol: 50, type: 1)
    #expect(problem(builder).contains("relocation against symbol 50"))
    builder.sections[2].bytes = [1, 2, 3]
    #expect(problem(builder).contains("no multiple of an entry's 16 bytes"))
  }

  @Test func symbolTablesLinkedToThemselvesAreRefused() {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: "more", type: 2, bytes: [], link: 3))
    #expect(problem(builder).contains("second symbol table") || problem(builder).contains("holds no strings"))
  }

  /// `count` functions of `.text`, each calling the next, the last one the first.
  private func ring(of count: Int) -> Builder {
    var code: [UInt8] = []
    for index in 0..<count {
      let next = (index + 1) % count
      code += Builder.instruction(0x85, 0x10, Int32(next * 2 - index * 2 - 1)) + Builder.exit
    }
    var builder = Builder.minimal(code: Builder.instruction(0x85, 0x10, -1) + Builder.exit)
    builder.sections.append(Builder.Section(name: ".text", flags: Builder.code, bytes: code))
    builder.sections.append(
      Builder.Section(
        name: ".relxdp", type: 9, bytes: Builder.relocation(0, symbol: 2, type: 10), link: builder.symbolTableIndex + 1,
        info: 1))
    for index in 0..<count {
      builder.symbols.append(
        Builder.Symbol(name: "f\(index)", info: Builder.localFunction, section: 3, value: UInt64(index * 16), size: 16))
    }
    return builder
  }

  @Test(arguments: [1, 2, 3, 50_000])
  func functionsThatCallEachOtherInARingAreLinkedOnce(count: Int) throws {
    let program = try #require(try read(ring(of: count)).programs.first)
    #expect(program.problem == nil)
    #expect(program.subprograms.count == count + 1)
    #expect(program.instructions.count == 2 * (count + 1))
  }

  @Test func aProgramLongerThanTheKernelTakesIsNotLinked() throws {
    var builder = Builder.minimal(code: [UInt8](repeating: 0, count: 8_000_008))
    builder.symbols.append(builder.symbols[0])
    let programs = try read(builder).programs
    #expect(programs.count == 2)
    for program in programs {
      #expect(program.instructions.isEmpty)
      #expect(program.problem?.problem.contains("longer than 1000000 instructions") == true)
    }
  }

  @Test func manyProgramsOfTheSameCodeDoNotMultiplyIt() throws {
    var builder = Builder.minimal(code: Array([[UInt8]](repeating: Builder.exit, count: 100_000).joined()))
    builder.symbols = [Builder.Symbol](repeating: builder.symbols[0], count: 1_000)
    let programs = try ObjectFile(bytes: builder.bytes(), name: "nasty").programs
    #expect(programs.count == 1_000)
    #expect(programs.reduce(0) { $0 + $1.instructions.count } == 4_000_000)
    #expect(programs.last?.problem != nil)
  }

  @Test func callsToNowhereAreTheProgramsProblemAlone() throws {
    for target in [Int32.max, Int32.min, -2, 5] {
      var builder = Builder.minimal(code: Builder.instruction(0x85, 0x10, target) + Builder.exit)
      builder.symbols.append(
        Builder.Symbol(name: "good", info: Builder.function, section: 1, value: 8, size: 8))
      builder.symbols[0].size = 8
      let object = try read(builder)
      #expect(object.program(named: "main")?.problem?.problem.contains("no function is at instruction") == true)
      #expect(object.program(named: "good")?.problem == nil)
    }
  }

  @Test func aWideImmediateCutInHalfIsTheProgramsProblem() throws {
    let object = try read(.minimal(code: Builder.instruction(0x18, 1, 7)))
    #expect(object.programs[0].problem?.section == "xdp")
    #expect(object.programs[0].problem?.offset == 0)
  }

  @Test func brokenTypesAreAWarningUnlessMapsNeedThem() throws {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: ".BTF", bytes: [1, 2, 3, 4]))
    let object = try read(builder)
    #expect(object.types == nil)
    #expect(object.warnings.first?.section == ".BTF")
    builder.sections.append(Builder.Section(name: ".maps", bytes: [0]))
    #expect(problem(builder).contains("section .BTF"))
  }

  @Test func staticFunctionsInAProgramsSectionAreWarnedOf() throws {
    var builder = Builder.minimal()
    builder.symbols.append(Builder.Symbol(name: "cold", info: Builder.localFunction, section: 1, size: 8))
    let object = try read(builder)
    #expect(object.programs.count == 1)
    #expect(object.warnings.first?.problem.contains("function cold is static") == true)
  }

  @Test func legacyMapsCutShortAreWarnedOf() throws {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: "maps", flags: 3, bytes: [UInt8](repeating: 1, count: 30)))
    builder.symbols.append(Builder.Symbol(name: "one", info: Builder.object, section: 3, value: 0))
    builder.symbols.append(Builder.Symbol(name: "two", info: Builder.object, section: 3, value: 20))
    builder.symbols.append(Builder.Symbol(name: "three", info: Builder.object, section: 3, value: .max))
    let object = try read(builder)
    #expect(object.maps.map(\.name) == ["one"])
    #expect(object.warnings.count == 2)
  }

  /// `count` maps of maps at the same place, with one relocation each where all of them have their values.
  @Test func mapsThatShareTheirBytesDoNotShareTheirValues() throws {
    let count = 2_000
    var types = TypeTableBuilder()
    let int = types.addInt("int", size: 4)
    func number(_ value: UInt32) -> TypeID {
      let array = types.addArray(of: int, index: int, count: value)
      return types.addPointer(to: array)
    }
    let (outerType, innerType, one) = (number(12), number(2), number(1))
    let inner = types.addStruct(
      "", size: 24, members: [("type", innerType, 0), ("max_entries", one, 8), ("key_size", one, 16)])
    let pointer = types.addPointer(to: inner)
    let values = types.addArray(of: pointer, index: int, count: 0)
    let outer = types.addStruct(
      "", size: 16, members: [("type", outerType, 0), ("max_entries", one, 8), ("values", values, 16)])
    let size = 16 + count * 8
    let variables = (0..<count).map { index in
      SectionVariable(
        type: types.addVariable("map\(index)", type: outer, linkage: .global), offset: 0, size: size)
    }
    _ = types.addSection(".maps", size: size, variables: variables)
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: ".BTF", bytes: types.bytes()))
    builder.sections.append(Builder.Section(name: ".maps", flags: 3, bytes: [UInt8](repeating: 0, count: size)))
    let relocations = (0..<count).flatMap { Builder.relocation(UInt64(16 + $0 * 8), symbol: 1, type: 2) }
    builder.sections.append(Builder.Section(name: ".rel.maps", type: 9, bytes: relocations, link: 6, info: 4))
    for index in 0..<count {
      builder.symbols.append(Builder.Symbol(name: "map\(index)", info: Builder.object, section: 4))
    }
    let maps = try read(builder).maps
    #expect(maps.count == count)
    #expect(maps.reduce(0) { $0 + $1.values.count } == count)
  }

  /// Thousands of struct_ops variables at the same place.
  @Test func structOpsThatShareTheirBytesDoNotShareTheirMembers() throws {
    var builder = Builder.minimal()
    builder.sections.append(Builder.Section(name: ".struct_ops", flags: 3, bytes: [UInt8](repeating: 0, count: 16_000)))
    let relocations = (0..<2_000).flatMap { Builder.relocation(UInt64($0 * 8), symbol: 1, type: 2) }
    builder.sections.append(Builder.Section(name: ".rel.struct_ops", type: 9, bytes: relocations, link: 5, info: 3))
    builder.symbols += [Builder.Symbol](
      repeating: Builder.Symbol(name: "ops", info: Builder.object, section: 3, size: 16_000), count: 2_000)
    let tables = try read(builder).structOps
    #expect(tables.count == 2_000)
    #expect(tables.reduce(0) { $0 + $1.members.count } == 2_000)
  }
}
