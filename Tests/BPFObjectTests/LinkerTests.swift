import BPF
import BPFObject
import BTF
import Foundation
import KernelFacts
import TestSupport
import Testing

@Suite struct LinkerTests {
  @Test(.requires("clang"))
  func subprogramsFollowInTheOrderOfTheFirstCallDeepFirst() async throws {
    let object = try ObjectFile(bytes: await CSource.calls.compiled(), name: "calls")
    #expect(object.programs.map(\.name) == ["first", "second"])
    let first = try #require(object.program(named: "first"))
    #expect(first.subprograms.map(\.name) == ["first", "middle", "shared", "leaf", "add"])
    #expect(first.subprograms.map(\.isGlobal) == [true, false, true, false, false])
    let second = try #require(object.program(named: "second"))
    #expect(second.subprograms.map(\.name) == ["second", "leaf"])
    #expect(first.isAutoloaded)
    #expect(!second.isAutoloaded)
    #expect(second.match?.programType.name == "xdp")
  }

  @Test(.requires("clang"))
  func everyInstructionKnowsItsLineAndWhatItRefersTo() async throws {
    let object = try ObjectFile(bytes: await CSource.calls.compiled(), name: "calls")
    let first = try #require(object.program(named: "first"))
    for slot in first.slots.slots { #expect(first.line(atSlot: slot) != nil, "slot \(slot)") }
    for subprogram in first.subprograms.dropFirst() {
      let text = try #require(first.line(atSlot: subprogram.slots.lowerBound)).text
      #expect(text.contains(subprogram.name) || text.contains("volatile"), "\(subprogram.name): \(text)")
    }
    let maps = first.references.compactMap { reference -> String? in
      switch reference.target {
      case .map(let index), .variable(let index, _): object.maps[index].name
      case .function, .extern, .unresolved: nil
      }
    }
    #expect(maps == [".bss", "counts", ".rodata"])
    let functions = first.references.compactMap { reference -> String? in
      if case .function(let index) = reference.target { first.subprograms[index].name } else { nil }
    }
    #expect(functions == ["middle", "add", "shared", "leaf", "leaf"])
  }

  @Test(.requires("clang", "bpftool", "host:xdp"))
  func instructionNIsInstructionNOfTheVerifiersLog() async throws {
    let bytes = try await CSource.calls.compiled()
    let object = try ObjectFile(bytes: bytes, name: "calls")
    let directory = try TemporaryDirectory()
    let file = try directory.write(bytes, to: "calls.o")
    let bpftool = try #require(Executables.find("bpftool"))
    // The pin's directory does not exist: everything is loaded and nothing stays.
    let run = try await RunningCommand.run(
      bpftool, ["-d", "prog", "loadall", file.path, directory.path("none/pin").path])
    let output = run.outputText + run.errorText
    let log = try #require(output.split(separator: "prog 'first': -- BEGIN PROG LOAD LOG --").dropFirst().first)
    let first = try #require(object.program(named: "first"))
    var compared: Set<Int> = []
    for line in log.split(separator: "\n").prefix(while: { !$0.contains("END PROG LOAD LOG") }) {
      guard let colon = line.firstIndex(of: ":"), let slot = Int(line[..<colon]), line[colon...].hasPrefix(": (")
      else { continue }
      let instruction = first.instructions[try #require(first.slots.instruction(atSlot: slot))]
      let expected: String
      switch (instruction.slots, first.reference(atSlot: slot)) {
      case (2, .function):
        expected = "\(slot): (18) r\(instruction.destination) = 0x\(String(instruction.immediate, radix: 16))"
      case (2, .some): expected = "\(slot): (18) r\(instruction.destination) = 0x"
      default: expected = Disassembler().line(instruction, slot: slot)
      }
      #expect(line.hasPrefix(expected), "\(line)")
      compared.insert(slot)
    }
    #expect(compared == Set(first.slots.slots))
  }
}
