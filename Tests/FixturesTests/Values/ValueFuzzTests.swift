import BPFObject
import BTF
import Findings
import Fixtures
import Foundation
import KernelFacts
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct ValueFuzzTests {
  private static let numbers: [UInt32] = [
    0, 1, 2, 7, 0x7f, 0xff, 0xffff, 0x0100_0000, 0x7fff_ffff, 0x8000_0001, .max,
  ]

  /// Every problem is at the place of a node that was made.
  private func check(_ problems: PlacedProblems, _ maker: NodeMaker, _ round: Int) {
    for problem in problems.all {
      #expect(!problem.message.isEmpty)
      #expect(
        problem.span.file == "f.yml" && (1...maker.places).contains(problem.span.line), "round \(round): \(problem)")
    }
  }

  /// All that can be done with a node and bytes of a type.
  private func exercise(_ node: PlacedNode, _ bytes: [UInt8], _ type: TypeID, _ types: TypeTable) -> PlacedProblems {
    var problems = PlacedProblems()
    let written = TypedValues(types: types).bytes(of: node, type: type, fill: 0xee, padding: 0xaa, &problems)
    if let written {
      #expect(written.count == (try? types.size(of: type)))
      _ = ValuePadding.leaks(in: written, type: type, types: types, poison: 0xaa)
    }
    let expectation = ValueExpectation(node, type: type, types: types, &problems)
    _ = expectation.differences(from: bytes)
    _ = ValueText.text(bytes, type: type, types: types)
    _ = ValueText.lines(bytes, type: type, types: types)
    _ = ValueYAML.lines(bytes, type: type, types: types)
    _ = ValuePadding.leaks(in: bytes, type: type, types: types)
    return problems
  }

  @Test func `no node and no bytes of any type crash, and every problem has a place`() async throws {
    let types = try #require(try await CompiledOnce.shared.object().types)
    var seeds = ValueSeeds(types, seed: 3)
    var maker = NodeMaker(
      seed: 4, names: ["id", "in", "low", "high", "number", "pairs", "a", "b", "ON", "in6_u", "comm"])
    var good = 0
    for round in FuzzBudget(rounds: 20_000) {
      guard let type = seeds.type() else { break }
      let size = try types.size(of: type)
      let bytes = seeds.bytes(Bool.random(using: &seeds.random) ? size : Int.random(in: 0...64, using: &seeds.random))
      let problems = exercise(maker.node(), bytes, type, types)
      check(problems, maker, round)
      if problems.all.isEmpty { good += 1 }
    }
    print("\(good) nodes fit their types")
    #expect(good > 100)
  }

  @Test func `types that contradict themselves crash nothing`() async throws {
    let object = try await CompiledOnce.shared.object()
    let section = object.bytes(of: try #require(object.section(named: ".BTF"))).array
    var maker = NodeMaker(
      seed: 5, names: ["id", "in", "low", "high", "number", "pairs", "a", "b", "ON", "in6_u", "comm"])
    var read = 0
    for round in FuzzBudget(rounds: 3_000) {
      var bytes = section
      for _ in 0..<Int.random(in: 1...8, using: &maker.random) {
        let place = Int.random(in: 24..<(section.count / 4), using: &maker.random) * 4
        let number = Self.numbers.randomElement(using: &maker.random) ?? 0
        let flip = UInt32(1) << UInt32.random(in: 0..<32, using: &maker.random)
        for index in 0..<4 where bytes.indices.contains(place + index) {
          let old = UInt32(bytes[place + index]) << UInt32(index * 8)
          bytes[place + index] = UInt8(truncatingIfNeeded: (round % 2 == 0 ? number : old ^ flip) >> UInt32(index * 8))
        }
      }
      guard let types = try? TypeTable(bytes: bytes) else { continue }
      read += 1
      for id in types.ownIDs where Int.random(in: 0..<8, using: &maker.random) == 0 {
        let node = maker.node(depth: 3)
        let problems = exercise(node, (0..<64).map { _ in UInt8.random(in: 0...3, using: &maker.random) }, id, types)
        check(problems, maker, round)
      }
    }
    print("\(read) tables could be read")
    #expect(read > 100)
  }

  @Test func `no file crashes maps, globals, contexts and events of any object`() async throws {
    let source = try await MapTests.source.compiled()
    let names = [
      "hits", "blocked", "flows", "each_cpu", "totals", "names", "routes", "routes6", "waiting", "seen", "untyped",
      "events",
      "sockets", "jumps", "one", "tables", "counter", "first", "second", "source", "port", "packets", "who", ".bss",
      "10.0.0.0/8", "mark", "cb", "struct value",
    ]
    var maker = NodeMaker(seed: 6, names: names)
    var read = 0
    for round in FuzzBudget(rounds: 1_500) {
      var bytes = source
      // Every fourth object is whole.
      for _ in 0..<(round % 4) {
        bytes[Int.random(in: 64..<bytes.count, using: &maker.random)] = UInt8.random(in: 0...255, using: &maker.random)
      }
      guard let object = try? ObjectFile(bytes: bytes, name: "f.bpf.o") else { continue }
      read += 1
      for _ in 0..<4 {
        var problems = PlacedProblems()
        let fixture = MapFixture(maker.byNames(), object: object, padding: 0xaa, &problems)
        let contents = Dictionary(grouping: fixture.entries, by: \.map).mapValues { entries in
          MapContents(
            entries: entries.map { entry in
              var values: [[UInt8]] = [[], [1, 2, 3]]
              if case .bytes(let bytes) = entry.value { values = [bytes] }
              return MapContents.Entry(key: entry.key ?? [], values: values)
            }, isWhole: Bool.random(using: &maker.random))
        }
        let none = MapContents(entries: [MapContents.Entry(key: [1], values: [])])
        for expectation in MapExpectation.list(maker.byNames(), object: object, &problems) {
          _ = expectation.differences(from: contents[expectation.map] ?? none)
        }
        for (name, held) in contents {
          guard let definition = object.map(named: name) else { continue }
          _ = MapText.lines(held, of: definition, object: object)
          _ = MapText.yaml(held, of: definition, object: object)
        }
        _ = GlobalFixture(maker.byNames(), object: object, &problems)
        let globals = GlobalExpectation(maker.byNames(), object: object, &problems)
        _ = globals.differences(from: [".bss": [1, 2, 3], ".rodata": []])
        _ = GlobalText.values(of: ".bss", bytes: [1, 2, 3, 4], object: object)
        for expectation in EventExpectation.list(maker.byNames(), object: object, &problems) {
          _ = expectation.differences(from: [[], [1, 2, 3, 4], [UInt8](repeating: 7, count: 40)])
        }
        let type = ProgramType(rawValue: UInt32.random(in: 0..<34, using: &maker.random))
        let program = object.programs.randomElement(using: &maker.random)
        _ = ContextFixture(maker.byNames(), type: type, program: program, object: object, &problems)
        _ = ContextExpectation(maker.byNames(), type: type, program: program, object: object, &problems)?
          .differences(from: [1, 2, 3])
        _ = ContextText.yaml([1, 2, 3], type: type, program: program, object: object)
        _ = ArgumentsFixture(maker.node(), target: "x", object: object, &problems)
        check(problems, maker, round)
      }
    }
    print("\(read) objects could be read")
    #expect(read > 300)
  }
}
