import BPF
import KernelFacts
import TestSupport
import Testing

@testable import Exploring

/// What mutation makes is what the kernel takes.
@Suite struct InputMutatorTests {
  private static let constants = ConstantPool(
    [17, 0x0800, -1, 443].map { .branch(.equal, 1, .immediate($0), distance: 0) })

  private static func shape(_ type: ProgramType) throws -> ExploreShape {
    let facts = try #require(TestRunFacts.of(type))
    var shape = ExploreShape(packetBytes: facts.packetBytes.map { $0.lowerBound...min($0.upperBound, 3520) })
    shape.wantsWholeHeaders = facts.structure == "__sk_buff"
    shape.contextFields = facts.freeContextFields
    shape.contextBytes = facts.contextBytes
    shape.maps = [
      .init(kind: .hash, keySize: 13, valueSize: 12, maxEntries: 4),
      .init(kind: .array, keySize: 4, valueSize: 3, maxEntries: 7),
      .init(kind: .trie, keySize: 8, valueSize: 1, maxEntries: 3),
    ]
    return shape
  }

  @Test(arguments: [ProgramType.xdp, .schedCls, .socketFilter, .cgroupSkb, .flowDissector])
  func `every packet and context is one that test runs take`(type: ProgramType) throws {
    let shape = try Self.shape(type)
    let rules = TestRunRules(type: type, attachType: AttachType(rawValue: 0), kernel: nil)
    for round in FuzzBudget(rounds: 40) {
      var mutator = InputMutator(shape: shape, constants: Self.constants, seed: UInt64(round))
      let first = ExploreInput(origin: 0, packet: shape.fitted(FakeTarget.packet))
      var input = first
      for step in 0..<400 {
        input = mutator.varied(step.isMultiple(of: 3) ? first : input, with: input)
        let problem = rules.problem(
          with: TestRunInput(packet: input.packet, context: input.context.isEmpty ? nil : input.context))
        #expect(problem == nil, "seed \(round), step \(step): \(problem?.summary ?? "")")
      }
    }
  }

  @Test func `entries have the sizes of their maps, stand in them once, and are not too many`() throws {
    let shape = try Self.shape(.xdp)
    for round in FuzzBudget(rounds: 40) {
      var mutator = InputMutator(shape: shape, constants: Self.constants, seed: UInt64(round))
      var input = ExploreInput(origin: 0, packet: FakeTarget.packet)
      for step in 0..<400 {
        input = mutator.refilled(mutator.varied(input, with: input), most: 2)
        for (number, map) in shape.maps.enumerated() {
          let own = input.entries.filter { $0.map == number }
          #expect(own.count <= map.maxEntries, "seed \(round), step \(step)")
          #expect(Set(own.map(\.key)).count == own.count, "seed \(round), step \(step)")
          #expect(own.allSatisfy { $0.key.count == map.keySize && $0.value.count == map.valueSize })
          for entry in own {
            switch map.kind {
            case .array: #expect(Int(entry.key[0]) < map.maxEntries && entry.key[1...].allSatisfy { $0 == 0 })
            case .trie: #expect(entry.key[0] <= 32 && entry.key[1..<4].allSatisfy { $0 == 0 })
            case .hash: break
            }
          }
        }
        #expect(input.entries.count <= 10)
      }
    }
  }

  @Test func `a type without packets gets none`() throws {
    var shape = ExploreShape(packetBytes: nil)
    shape.contextFields = [0..<8, 8..<16]
    var mutator = InputMutator(shape: shape, constants: Self.constants, seed: 3)
    var seen: Set<[UInt8]> = []
    for _ in 0..<100 {
      let input = ExploreInput(origin: 0, packet: [], context: [UInt8](repeating: 0, count: 16))
      let varied = mutator.varied(input, with: input)
      #expect(varied.packet.isEmpty && varied.context.count == 16)
      seen.insert(varied.context)
    }
    #expect(seen.count > 20)
  }

  @Test func `numbers of the program come in both byte orders`() {
    var numbers = SeededNumbers(seed: 1)
    var seen: Set<[UInt8]> = []
    for _ in 0..<2000 {
      var bytes: [UInt8] = [0, 0]
      ConstantPool([.branch(.equal, 1, .immediate(0x1234), distance: 0)]).write(into: &bytes, at: 0..<2, &numbers)
      seen.insert(bytes)
    }
    for bytes: [UInt8] in [[0x12, 0x34], [0x34, 0x12], [0x12, 0x35], [0x12, 0x33], [0xff, 0xff], [0, 0]] {
      #expect(seen.contains(bytes), "\(bytes)")
    }
  }
}
