import BPF
import BPFObject
import BTF
import CKernel
import KernelFacts
import Jobs
import Rewriting
import TestSupport
import Testing

@testable import LiveKernel

/// What must hold of every program that is rewritten, over all programs of the corpus and of Debian's packages.
@Suite(.serialized, .requires("clang", "host:xdp")) struct RewritingLawTests {
  private struct Subject: Sendable {
    var object: RealObject
    var bytes: [UInt8]
    var program: Program
    /// Whether programs of the object allocate: they may get nothing, by chance.
    var allocates: Bool
  }

  /// Every program of every object: compiled once for all laws. Those that take the verifier a million instructions are left
  /// out, which more instructions can only refuse.
  private static let compiled = Task {
    let forms = try await RealObject.compiled(EveryForm.source, name: "forms", flags: ["-mcpu=v4"])
    let corpus = try await RealObject.corpus { !$0.tags.contains("complexity") }
    return try (try RealObject.debianObjects() + corpus + [forms]).flatMap { object in
      let bytes = object.bytes
      let file = try ObjectFile(bytes: bytes, name: object.name)
      let allocates = file.externs.contains { $0.name.hasPrefix("bpf_obj_new") }
      return file.programs.map { Subject(object: object, bytes: bytes, program: $0, allocates: allocates) }
    }
  }

  /// Those that can be linked.
  private static func subjects() async throws -> [Subject] {
    try await compiled.value.filter { $0.program.problem == nil }
  }

  private static let rewriter = Rewriter(hasLongJumps: true)

  @Test func `no edits give back the same bytes, before the load and in it`() async throws {
    var count = 0
    for subject in try await Self.subjects() {
      let (object, bytes, program) = (subject.object, subject.bytes, subject.program)
      let encoded = Instruction.encode(program.instructions)
      #expect(try Instruction.decode(encoded) == program.instructions, "\(object.name) \(program.name)")
      guard let code = try? ProgramCode(program) else { continue }
      let same = try Self.rewriter.apply(Edits(), to: code)
      #expect(Instruction.encode(same.instructions) == encoded, "\(object.name) \(program.name)")
      #expect(same.slots.movedLines(program.lineInfo).map(\.slot) == program.lineInfo.map(\.slot))
      #expect(
        same.slots.movedWithInstructions(program.coreRelocations).map(\.slot) == program.coreRelocations.map(\.slot))
      _ = unsafe LoadedProgram(bytes, program.name) { load in
        guard let code = try? unsafe load.code(), let same = try? Self.rewriter.apply(Edits(), to: code) else {
          return -22
        }
        let given = unsafe UnsafeRawBufferPointer(start: load.instructions, count: load.count * Instruction.slotBytes)
        #expect(unsafe Array(given) == Instruction.encode(same.instructions), "\(object.name) \(program.name)")
        count += 1
        return unsafe load.loaded(as: same)
      }
    }
    #expect(count >= 100)
  }

  @Test func `the verdict is the same whatever harmless is put in at whatever place`() async throws {
    var random = SeededGenerator(seed: 9)
    var verdicts: [Bool: Int] = [:]
    for subject in try await Self.subjects() {
      let (object, bytes, program) = (subject.object, subject.bytes, subject.program)
      _ = unsafe LoadedProgram(bytes, program.name) { load in
        let original = unsafe load.loadedWithoutLog { _, _ in }
        // What is over the kernel's bounds may come below them or over them.
        guard original != -7, original != -1, let code = try? unsafe load.code() else { return original }
        verdicts[original >= 0, default: 0] += 1
        for _ in FuzzBudget(rounds: 3) {
          let edits = Edits.harmless(
            in: code, count: .random(in: 1...max(4, code.instructions.count / 2), using: &random), using: &random)
          guard let rewritten = try? Self.rewriter.apply(edits, to: code) else {
            Issue.record("\(object.name) \(program.name)")
            break
          }
          let descriptor = unsafe load.loaded(as: rewritten)
          #expect(
            (descriptor >= 0) == (original >= 0), "\(object.name) \(program.name): \(descriptor), was \(original)")
          if descriptor >= 0 { _ = FileDescriptor(adopting: descriptor) }
        }
        return original
      }
    }
    #expect(verdicts[true, default: 0] >= 60)
    #expect(verdicts[false, default: 0] >= 60)
  }

  @Test func `returns, packets and maps are the same, marked and with what is harmless put in`() async throws {
    var random = SeededGenerator(seed: 23)
    var compared = 0
    for subject in try await Self.subjects()
    where !subject.allocates && subject.program.match.map({ PacketRun.types.contains($0.programType) }) ?? false {
      let (object, bytes, program) = (subject.object, subject.bytes, subject.program)
      let packets = PacketRun.packets(using: &random)
      guard
        let plain = unsafe PacketRun(bytes, program.name, packets, load: { unsafe $0.loadedWithoutLog { _, _ in } }),
        // What tells the time, or a number by chance, is not the same twice.
        let again = unsafe PacketRun(bytes, program.name, packets, load: { unsafe $0.loadedWithoutLog { _, _ in } }),
        plain == again
      else { continue }
      let seed = random.next()
      let changed = unsafe PacketRun(bytes, program.name, packets) { load in
        var random = SeededGenerator(seed: seed)
        guard let code = try? unsafe load.code() else { return -22 }
        let edits = Edits.harmless(in: code, count: code.instructions.count, using: &random)
        return (try? Self.rewriter.apply(edits, to: code)).map { unsafe load.loaded(as: $0) } ?? -22
      }
      // What they are would fill pages.
      let isSame = changed == plain
      #expect(isSame, "\(object.name) \(program.name)")
      let marked = unsafe PacketRun(bytes, program.name, packets) { load in
        guard let code = try? unsafe load.code() else { return -22 }
        let sites = CoverageSites(code)
        guard let map = try? MarkMap(count: sites.count) else { return -22 }
        let probes = sites.probes(descriptor: map.descriptor)
        return (try? Self.rewriter.apply(probes, to: code)).map { unsafe load.loaded(as: $0) } ?? -22
      }
      let isSameMarked = marked == plain
      #expect(isSameMarked, "\(object.name) \(program.name), marked")
      compared += 1
    }
    #expect(compared >= 25)
  }

  @Test func `every program that loads does so with each block and way marked`() async throws {
    var loaded = 0
    var sites = 0
    var saved = 0
    for subject in try await Self.subjects() {
      let (object, bytes, program) = (subject.object, subject.bytes, subject.program)
      _ = unsafe LoadedProgram(bytes, program.name) { load in
        let original = unsafe load.loadedWithoutLog { _, _ in }
        guard original >= 0, let code = try? unsafe load.code() else { return original }
        let all = CoverageSites(code)
        guard let map = try? MarkMap(count: all.count),
          let rewritten = try? Self.rewriter.apply(all.probes(descriptor: map.descriptor), to: code)
        else {
          Issue.record("\(object.name) \(program.name)")
          return original
        }
        let descriptor = unsafe load.loaded(as: rewritten)
        #expect(descriptor >= 0, "\(object.name) \(program.name): \(descriptor)")
        #expect(rewritten.skipped.isEmpty, "\(object.name) \(program.name)")
        if descriptor >= 0 { _ = FileDescriptor(adopting: descriptor) }
        loaded += 1
        sites += all.count
        saved += rewritten.spills
        return original
      }
    }
    #expect(loaded >= 60)
    #expect(sites > 1000)
    #expect(saved < sites / 20)
  }
}
