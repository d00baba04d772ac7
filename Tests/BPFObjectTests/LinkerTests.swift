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
    let first = try #require(object.program(named: "first"))
    #expect(try await slotsEqualToTheLog(of: first, in: bytes) == Set(first.slots.slots))
  }

  @Test(.requires("clang"))
  func anExceptionCallbackFollowsThoughNothingCallsIt() async throws {
    let source = CSource(
      """
      extern void bpf_throw(unsigned long long) __ksym;
      __attribute__((noinline)) int handler(unsigned long long cookie) { return cookie + 1; }
      __attribute__((noinline)) int other(int x) { return x; }
      __attribute__((btf_decl_tag("exception_callback:handler")))
      SEC("tc") int thrower(struct __sk_buff *packet) { if (packet->len) bpf_throw(7); return 0; }
      SEC("tc") int calm(struct __sk_buff *packet) { return 0; }

      """)
    let object = try ObjectFile(bytes: await source.compiled(), name: "exceptions")
    #expect(object.program(named: "thrower")?.subprograms.map(\.name) == ["thrower", "handler"])
    #expect(object.program(named: "calm")?.subprograms.map(\.name) == ["calm"])
  }

  @Test(.requires("clang", "bpftool"))
  func anObjectThatBpftoolLinkedIsLinkedTheSame() async throws {
    let directory = try TemporaryDirectory()
    let bytes = try await CSource.calls.compiled()
    let single = try directory.write(bytes, to: "single.o")
    let bpftool = try #require(Executables.find("bpftool"))
    let linked = directory.path("linked.o")
    let run = try await RunningCommand.run(bpftool, ["gen", "object", linked.path, single.path])
    try #require(run.ending == .status(0), "\(run.errorText)")
    let before = try ObjectFile(bytes: bytes, name: "single")
    let after = try ObjectFile(bytes: [UInt8](Data(contentsOf: linked)), name: "linked")
    #expect(after.maps.map(\.name).sorted() == before.maps.map(\.name).sorted())
    for program in before.programs {
      let twin = try #require(after.program(named: program.name))
      #expect(twin.subprograms.map(\.name) == program.subprograms.map(\.name))
      #expect(twin.instructions.map(\.opcode) == program.instructions.map(\.opcode))
      #expect(
        twin.slots.slots.map { twin.line(atSlot: $0)?.line }
          == program.slots.slots.map { program.line(atSlot: $0)?.line })
    }
  }

  /// Debian's objects whose maps are not pinned: loading them leaves nothing behind.
  private static let debian = ["x86_64", "aarch64"].flatMap { machine in
    ["xdp-dispatcher", "xdpdump_xdp", "xsk_def_xdp_prog", "xsk_def_xdp_prog_5.3"].map {
      "/usr/lib/\(machine)-linux-gnu/bpf/\($0).o"
    }
  }.filter { FileManager.default.fileExists(atPath: $0) }

  @Test(
    .requires("bpftool", "host:xdp"), .enabled(if: !debian.isEmpty, "xdp-tools is not installed"), arguments: debian)
  func debiansProgramsAgreeWithTheVerifiersLogs(path: String) async throws {
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    let object = try ObjectFile(bytes: bytes, name: path)
    for program in object.programs {
      // Dead code is in no log: how much of it there is depends on the object's settings.
      #expect(try await !slotsEqualToTheLog(of: program, in: bytes).isEmpty)
    }
  }

  /// Compares each instruction of a level-2 log with the linked program's, and the subprograms with those that libbpf
  /// says it added. Gives the slots that were compared.
  private func slotsEqualToTheLog(of program: Program, in bytes: [UInt8]) async throws -> Set<Int> {
    let directory = try TemporaryDirectory()
    let file = try directory.write(bytes, to: "object.o")
    let bpftool = try #require(Executables.find("bpftool"))
    // The pin's directory does not exist: everything is loaded, and nothing stays.
    let run = try await RunningCommand.run(
      bpftool, ["-d", "prog", "loadall", file.path, directory.path("none/pin").path])
    let output = run.outputText + run.errorText
    let added = output.split(separator: "\n").filter { $0.hasPrefix("libbpf: prog '\(program.name)': added ") }
    #expect(
      added.map { $0.drop { $0 != ":" }.dropFirst().drop { $0 != ":" } }
        == program.subprograms.dropFirst().map { ": added \($0.slots.count) insns from sub-prog '\($0.name)'" })
    let start = "prog '\(program.name)': -- BEGIN PROG LOAD LOG --"
    let log = try #require(output.split(separator: start).dropFirst().first, "\(program.name)")
    var compared: Set<Int> = []
    for line in log.split(separator: "\n").prefix(while: { !$0.contains("END PROG LOAD LOG") }) {
      guard let colon = line.firstIndex(of: ":"), let slot = Int(line[..<colon]), line[colon...].hasPrefix(": (")
      else { continue }
      let instruction = program.instructions[try #require(program.slots.instruction(atSlot: slot))]
      let expected: String
      switch (instruction.slots, program.reference(atSlot: slot)) {
      case (2, .function):
        expected = "\(slot): (18) r\(instruction.destination) = 0x\(String(instruction.immediate, radix: 16))"
      case (2, .some): expected = "\(slot): (18) r\(instruction.destination) = 0x"
      default: expected = Disassembler().line(instruction, slot: slot)
      }
      #expect(line.hasPrefix(expected), "\(line)")
      compared.insert(slot)
    }
    return compared
  }
}
