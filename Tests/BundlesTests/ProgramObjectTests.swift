import BPF
import BPFObject
import BTF
import Bundles
import TestSupport
import Testing

/// Objects that are made of loads, as Assay's own reader and libbpf's rules see them.
@Suite struct ProgramObjectTests {
  private func program(
    _ instructions: [Instruction], type: UInt32 = 1, attachType: UInt32 = 0, maps: [Int] = [], flags: UInt32 = 0
  ) -> CapturedProgram {
    var record = BundleProgram(
      number: 1, name: "main_program", type: "", typeNumber: type, expectedAttachType: attachType, flags: flags,
      license: "GPL", instructions: instructions.map(\.slots).reduce(0, +),
      process: BundleProcess(id: 1, name: "loader"))
    record.maps = maps
    return CapturedProgram(record: record, code: CodeWord.words(Instruction.encode(instructions)))
  }

  private func read(_ program: CapturedProgram, _ captured: Captured = Captured()) throws -> ObjectFile {
    let made = try ProgramObject.make(program, of: captured, origin: "6.18.44")
    return try ObjectFile(bytes: made.bytes, name: "made.bpf.o")
  }

  private let zero = Instruction(opcode: 0xb7)
  private let exit = Instruction(opcode: 0x95)

  @Test func `a program is read back in its section, with its licence`() throws {
    let object = try read(program([zero, exit]))
    let read = try #require(object.programs.first)
    #expect(read.name == "main_program" && read.section == "socket" && object.license == "GPL")
    #expect(read.instructions == [zero, exit] && object.warnings.isEmpty && read.problem == nil)
  }

  @Test(
    arguments: [
      (6, 37, 0, "xdp"), (6, 0, 0, "xdp"), (6, 37, 1 << 5, "xdp.frags"), (3, 0, 0, "tc"), (5, 0, 0, "tracepoint"),
      (26, 24, 0, "fentry"), (26, 24, 1 << 4, "fentry.s"), (29, 27, 0, "lsm"), (31, 0, 1 << 4, "syscall"),
      (8, 0, 0, "cgroup_skb/ingress"), (17, 0, 0, "raw_tracepoint"), (2, 0, 1 << 4, "uprobe.s"),
    ] as [(UInt32, UInt32, UInt32, String)])
  func `the section makes libbpf load the same type`(
    _ type: UInt32, _ attachType: UInt32, _ flags: UInt32, _ section: String
  ) throws {
    let object = try read(program([zero, exit], type: type, attachType: attachType, flags: flags))
    #expect(object.programs.map(\.section) == [section])
  }

  @Test func `targets stand in the section`() throws {
    var lsm = program([zero, exit], type: 29, attachType: 27)
    lsm.record.attachTarget = "bpf_lsm_file_open"
    #expect(try read(lsm).programs.map(\.section) == ["lsm/file_open"])
    var tracepoint = program([zero, exit], type: 5)
    tracepoint.record.attachments = [BundleAttachment(.perfEvent, target: "tracepoint sched/sched_switch")]
    #expect(try read(tracepoint).programs.map(\.section) == ["tracepoint/sched/sched_switch"])
    var returning = program([zero, exit], type: 2)
    returning.record.attachments = [BundleAttachment(.perfEvent, target: "kretprobe do_exit")]
    #expect(try read(returning).programs.map(\.section) == ["kretprobe/do_exit"])
    var several = program([zero, exit], type: 2, attachType: 42)
    several.record.attachments = [BundleAttachment(.link, target: "kretprobe.multi do_exit,do_idle and 7 more")]
    #expect(try read(several).programs.map(\.section) == ["kretprobe.multi"])
  }

  @Test func `subprograms and callbacks are linked to the same code`() throws {
    let instructions = [
      Instruction(opcode: 0x85, source: 1, immediate: 3),  // calls slot 4
      Instruction(opcode: 0x18, destination: 2, source: 4, immediate: 4),  // the address of slot 6
      exit, zero, exit, zero, exit,
    ]
    let object = try read(program(instructions))
    let read = try #require(object.programs.first)
    #expect(read.problem == nil && read.instructions == instructions)
    #expect(read.subprograms.map(\.slots) == [0..<4, 4..<6, 6..<8])
  }

  @Test func `maps are declared and referred to again`() throws {
    var captured = Captured()
    captured.maps = [
      BundleMap(name: "a.b", type: "hash", typeNumber: 1, keySize: 4, valueSize: 8, maxEntries: 5, flags: 1),
      BundleMap(
        name: "outer", type: "array_of_maps", typeNumber: 12, keySize: 4, valueSize: 4, maxEntries: 2, flags: 0),
      BundleMap(name: "", type: "ringbuf", typeNumber: 27, keySize: 0, valueSize: 0, maxEntries: 4096, flags: 0),
    ]
    captured.maps[1].inner = 0
    let code =
      (0..<3).map { Instruction(opcode: 0x18, destination: 1, source: 1, immediate: Int32($0)) } + [zero, exit]
    let object = try read(program(code, maps: [0, 1, 2]), captured)
    #expect(object.maps.map(\.name) == ["a_b", "outer", "map_2"])
    #expect(object.maps[0].keySize == 4 && object.maps[0].valueSize == 8 && object.maps[0].flags == 1)
    #expect(object.maps[1].inner?.keySize == 4 && object.maps[2].maxEntries == 4096)
    let read = try #require(object.programs.first)
    #expect(read.instructions == code && read.references.map(\.target) == [.map(0), .map(1), .map(2)])
  }

  @Test func `global data comes with its bytes`() throws {
    var captured = Captured()
    captured.maps = [
      BundleMap(
        name: "test.rodata", type: "array", typeNumber: 2, keySize: 4, valueSize: 6, maxEntries: 1, flags: 1 << 7)
    ]
    captured.contents = [0: [1, 2, 3, 4, 5, 6]]
    let code = [Instruction(opcode: 0x18, destination: 1, source: 2, immediate: 0, highImmediate: 4), zero, exit]
    let object = try read(program(code, maps: [0]), captured)
    let section = try #require(object.section(named: ".rodata"))
    #expect(object.bytes(of: section).array == [1, 2, 3, 4, 5, 6])
    #expect(object.programs.first?.references.map(\.target) == [.variable(map: 0, offset: 4)])
    #expect(object.programs.first?.instructions == code)
  }

  @Test func `functions and lines keep their types and places`() throws {
    var types = TypeTableBuilder()
    let int = types.addInt("int", size: 4, isSigned: true)
    let prototype = types.addPrototype(returning: int, parameters: [])
    let main = types.addFunction("a_long_name_of_a_program", prototype: prototype, linkage: .global)
    let other = types.addFunction("helper", prototype: prototype, linkage: .static)
    let (file, text) = (types.addString("a.c"), types.addString("return 0;"))
    var captured = Captured()
    var loaded = program([Instruction(opcode: 0x85, source: 1, immediate: 1), exit, zero, exit])
    loaded.record.types = captured.addTypes(types.bytes())
    loaded.functions = [.init(slot: 0, type: main), .init(slot: 2, type: other)]
    loaded.lines = [
      .init(slot: 0, file: file, text: text, place: 7 << 10 | 3),
      .init(slot: 2, file: file, text: text, place: 9 << 10),
    ]
    #expect(FunctionName.main(of: loaded, types: types.bytes()) == "a_long_name_of_a_program")
    let read = try #require(try read(loaded, captured).programs.first)
    #expect(read.subprograms.map(\.name) == ["main_program", "helper"])
    #expect(read.type == main)
    #expect(read.line(atSlot: 1)?.line == 7 && read.line(atSlot: 3)?.line == 9)
    #expect(read.line(atSlot: 0)?.file == "a.c" && read.line(atSlot: 0)?.text == "return 0;")
  }

  @Test func `what no object can say is told`() throws {
    var captured = Captured()
    captured.maps = [
      BundleMap(name: "m", type: "hash", typeNumber: 1, keySize: 4, valueSize: 8, maxEntries: 5, flags: 0)
    ]
    let address = Instruction(opcode: 0x18, destination: 1, source: 2, immediate: 0)
    func reason(_ program: CapturedProgram) -> String {
      do throws(ObjectObstacle) {
        _ = try ProgramObject.make(program, of: captured, origin: "")
        return ""
      } catch {
        return error.description
      }
    }
    #expect(reason(program([address, zero, exit], maps: [0])).contains("address in hash map m"))
    captured.maps.append(
      BundleMap(
        name: "big", type: "array", typeNumber: 2, keySize: 4, valueSize: 1 << 30, maxEntries: 1, flags: 0))
    let far = Instruction(opcode: 0x18, destination: 1, source: 2, immediate: 1)
    #expect(reason(program([far, zero, exit], maps: [1])).contains("takes 1073741824 bytes"))
    #expect(reason(program([])) == "it has no instructions")
    #expect(
      reason(program([Instruction(opcode: 0x85, source: 1, immediate: 40), exit])).contains("calls instruction 41"))
    #expect(
      reason(program([zero, exit], type: 27)).contains("no section")
        || reason(program([zero, exit], type: 999)).contains("no section"))
  }

  @Test func `any code gives an object or a reason`() {
    var random = SeededGenerator(seed: 3)
    var captured = Captured()
    captured.maps = [
      BundleMap(name: "m", type: "array", typeNumber: 2, keySize: 4, valueSize: 8, maxEntries: 1, flags: 0)
    ]
    for _ in 0..<2000 {
      let opcodes: [UInt8] = [0x18, 0x85, 0x95, 0xb7, 0x05]
      let code = (0..<Int.random(in: 0...12, using: &random)).map { _ -> UInt64 in
        var word = CodeWord(UInt64(opcodes.randomElement(using: &random) ?? 0))
        word.source = UInt8.random(in: 0...6, using: &random)
        word.immediate = word.source == 1 || word.source == 2 ? 0 : Int32.random(in: -3...12, using: &random)
        return word.rawValue
      }
      var loaded = program([], maps: [0])
      loaded.code = code
      loaded.functions = [
        .init(slot: Int.random(in: 0...20, using: &random), type: UInt32.random(in: 0...9, using: &random))
      ]
      if let made = try? ProgramObject.make(loaded, of: captured, origin: "x") {
        #expect(throws: Never.self) { try ObjectFile(bytes: made.bytes, name: "x") }
      }
    }
  }
}
