import BPF
import Rewriting
import TestSupport
import Testing

/// Marks of what runs.
struct CoverageSitesTests {
  private static let descriptor: Int32 = 77

  /// Random ways through random programs: what the marks on a way tell is what the way passed.
  @Test func `The marks on a way tell its blocks and the ways of its branches`() throws {
    var random = SeededGenerator(seed: 5)
    var whole = 0
    for round in FuzzBudget(rounds: 300) {
      let code = try ProgramCode(RandomCode.make(functions: [.random(in: 1...60, using: &random)], using: &random))
      let sites = CoverageSites(code)
      let rewritten = try Rewriter(hasLongJumps: true).apply(sites.probes(descriptor: Self.descriptor), to: code)
      // Random programs read registers that hold nothing, which no marks can have.
      guard rewritten.skipped.isEmpty else { continue }
      whole += 1
      #expect(!sites.unmarked(rewritten, branches: true).contains(true))
      let walk = Walk(code: code, rewritten: rewritten)
      var bytes = [UInt8](repeating: 0, count: sites.count)
      var expected = [Bool](repeating: false, count: sites.count)
      func mark(_ passed: [Instruction]) {
        for instruction in passed {
          guard case .loadImmediate(_, .mapValue, _) = instruction.kind else { continue }
          bytes[Int(instruction.highImmediate)] = 1
        }
      }
      mark(try walk.passed(at: 0, to: 0))
      var index = 0
      for _ in 0..<100 {
        let slot = code.slots.slots[index]
        let block = try #require(sites.block(atSlot: slot))
        expected[sites.site(ofBlock: block)] = true
        let instruction = code.instructions[index]
        let isTaken = instruction.jumpDistance != nil && (!instruction.fallsThrough || Bool.random(using: &random))
        if let branch = sites.branches.firstIndex(where: { $0.slot == slot }) {
          expected[sites.site(ofBranch: branch, isTaken: isTaken)] = true
        }
        guard isTaken || instruction.fallsThrough else { break }
        let next = isTaken ? slot + 1 + (instruction.jumpDistance ?? 0) : slot + instruction.slots
        mark(try walk.passed(from: slot, isTaken: isTaken, to: next))
        index = try #require(code.slots.instruction(atSlot: next))
      }
      // The last step's block was entered, and is not in the count of steps.
      let last = try #require(sites.block(atSlot: code.slots.slots[index]))
      expected[sites.site(ofBlock: last)] = true
      #expect(sites.passed(bytes) == expected, "\(round)")
    }
    #expect(whole >= 100)
  }

  @Test func `A way that alone leads to a block needs no mark of its own`() throws {
    let code = try ProgramCode([
      .branch(.equal, 1, .immediate(0), distance: 2), .move(0, .immediate(1)), .exit, .move(0, .immediate(2)), .exit,
    ])
    let sites = CoverageSites(code)
    #expect(sites.blocks.map(\.slots) == [0..<1, 1..<3, 3..<5])
    #expect(sites.branches.map(\.slot) == [0])
    let rewritten = try Rewriter().apply(sites.probes(descriptor: Self.descriptor), to: code)
    #expect(rewritten.instructions.count == code.instructions.count + 2 * 3)
    #expect(sites.passed([1, 0, 1, 0, 0]) == [true, false, true, false, true])
  }

  @Test func `Ways without marks of their own are named where only blocks are marked`() throws {
    // Both ways of the branch lead to a block that more than one way leads to.
    let code = try ProgramCode([
      .branch(.equal, 1, .immediate(0), distance: 1), .branch(.equal, 1, .immediate(7), distance: 0),
      .move(0, .immediate(2)), .exit,
    ])
    let sites = CoverageSites(code)
    let rewritten = try Rewriter().apply(sites.probes(descriptor: Self.descriptor, branches: false), to: code)
    #expect(sites.unmarked(rewritten, branches: false) == [false, false, false, false, true, true, true])
  }
}
