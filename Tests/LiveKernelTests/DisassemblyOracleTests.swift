import BPF
import BPFObject
import BTF
import Foundation
import Jobs
import TestSupport
import Testing

/// The disassembler against what the running kernel and `llvm-objdump` say of real programs.
struct DisassemblyOracleTests {
  @Test(.requires("host:xdp", "clang"))
  func `Every line equals the instruction in the kernel's log`() async throws {
    let forms = try await RealObject.compiled(EveryForm.source, name: "forms", flags: ["-mcpu=v4"])
    let objects = try await RealObject.debianObjects() + RealObject.corpus() + [forms]
    var programs = 0
    var instructions = 0
    for object in objects {
      let file = try ObjectFile(bytes: object.bytes, name: object.name)
      let verified = try Verified(object.bytes, name: "oracle") {
        $0.log = .full
        $0.keepLogs = true
      }
      for (outcome, log) in zip(verified.outcomes, verified.logs) {
        guard let log, let program = file.program(named: outcome.program.name) else { continue }
        let logged = LoggedInstruction.all(in: log)
        guard !logged.isEmpty else { continue }
        try compare(program, in: file, with: logged)
        // The table of live registers lists what is never walked, too; a long program's is cut.
        if program.instructions.count < 1000,
          String(decoding: log.prefix(4096), as: UTF8.self).contains("Live regs before insn:")
        {
          let poisoned = Set(logged.filter(\.isPoisoned).map(\.slot))
          #expect(
            Set(logged.map(\.slot)).subtracting(poisoned) == Set(program.slots.slots).subtracting(poisoned),
            "\(object.name): \(program.name)")
        }
        programs += 1
        instructions += logged.count
      }
    }
    #expect(programs >= 30)
    #expect(instructions > 3_000)
  }

  private func compare(_ program: Program, in object: ObjectFile, with logged: Set<LoggedInstruction>) throws {
    let disassembler = Disassembler()
    let relocated = Set(program.coreRelocations.map(\.slot))
    for line in logged {
      if line.isPoisoned { continue }
      let index = try #require(program.slots.instruction(atSlot: line.slot), "\(object.name): \(line)")
      let instruction = program.instructions[index]
      var expected = disassembler.line(instruction, slot: line.slot)
      var found = "\(line.slot): \(line.text)"
      if relocated.contains(line.slot) {
        // libbpf put this kernel's offset there.
        (expected, found) = (expected.withoutNumbers, found.withoutNumbers)
      } else if let target = program.reference(atSlot: line.slot) {
        switch (target, instruction.kind) {
        case (.function, _): break
        case (_, .loadImmediate):
          // The kernel's address, where only the map or the symbol is known here.
          let address = found.lastIndex(of: " ").map { found[found.index(after: $0)...] } ?? ""
          #expect(address.hasPrefix("0x"), "\(object.name): \(found)")
          expected = String(expected.prefix { $0 != "=" })
          found = String(found.prefix { $0 != "=" })
        case (.extern(let extern), .call):
          let name = object.externs[extern].name
          expected = Disassembler(names: [line.slot: name]).line(instruction, slot: line.slot)
          (expected, found) = (String(expected.prefix { $0 != "#" }), String(found.prefix { $0 != "#" }))
        default: break
        }
      }
      #expect(found == expected, "\(object.name): \(program.name)")
    }
  }

  @Test(.requires("clang"))
  func `llvm-objdump sees the same instructions at the same places, leading to the same targets`() async throws {
    let forms = try await RealObject.compiled(EveryForm.source, name: "forms", flags: ["-mcpu=v4"])
    var compared = 0
    for object in try await RealObject.debianObjects() + RealObject.corpus() + [forms] {
      let file = try ObjectFile(bytes: object.bytes, name: object.name)
      let dump = try await ObjectDump(of: object.bytes)
      for program in file.programs {
        for subprogram in program.subprograms {
          let first = subprogram.sectionSlot
          let lines = (dump.sections[subprogram.section] ?? []).filter {
            $0.slot >= first && $0.slot < first + subprogram.slots.count
          }
          let range = program.instructions.indices.filter { subprogram.slots.contains(program.slots.slots[$0]) }
          #expect(lines.map { $0.slot - first } == range.map { program.slots.slots[$0] - subprogram.slots.lowerBound })
          for (line, index) in zip(lines, range) {
            let instruction = program.instructions[index]
            #expect(line.opcode == instruction.opcode)
            let target = instruction.jumpDistance.map {
              program.slots.slots[index] + 1 + $0 - subprogram.slots.lowerBound
            }
            #expect(line.target.map { $0 - first } == target, "\(object.name): \(line): \(instruction)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 3_000)
  }
}

extension String {
  fileprivate var withoutNumbers: String {
    split { $0.isNumber || $0 == "-" || $0 == "+" }.joined(separator: "N")
  }
}
