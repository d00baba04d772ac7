import BPF
import Rewriting
import Testing

/// What blocks may do to maps.
@Suite struct MapChangeTests {
  private func changes(_ instructions: [Instruction]) throws -> [MapChange] {
    let code = try ProgramCode(instructions)
    return CoverageSites(code).mapChanges(in: code)
  }

  private func helper(_ name: String) throws -> Instruction { .call(try #require(HelperID(name: name))) }

  @Test func `only the stack is no value`() throws {
    let stack = Instruction.store(.doubleWord, base: 10, offset: -8, .immediate(0))
    let value = Instruction.store(.doubleWord, base: 0, offset: 0, .immediate(0))
    #expect(try changes([stack, .move(0, .immediate(0)), .exit]) == [.none])
    #expect(try changes([stack, value, .exit]) == [.values])
  }

  @Test func `calls change what they are known to change, or all`() throws {
    let end: [Instruction] = [.move(0, .immediate(0)), .exit]
    for (name, change) in [
      ("bpf_map_lookup_elem", MapChange.none), ("bpf_ktime_get_ns", .none), ("bpf_skb_load_bytes", .values),
      ("bpf_map_update_elem", .entries), ("bpf_map_delete_elem", .entries), ("bpf_ringbuf_output", .entries),
      ("bpf_for_each_map_elem", .entries),
    ] {
      #expect(try changes([helper(name)] + end) == [change], "\(name)")
    }
    #expect(try changes([.call(kernelFunction: 7)] + end) == [.entries])
  }

  @Test func `each block has its own`() throws {
    let code: [Instruction] = [
      .branch(.equal, 1, .immediate(0), distance: 2), try helper("bpf_map_delete_elem"), .exit,
      .move(0, .immediate(0)), .exit,
    ]
    #expect(try changes(code) == [.none, .entries, .none])
  }

  @Test func `marks stand for the sites that were chosen`() throws {
    let code = try ProgramCode([
      .branch(.equal, 1, .immediate(0), distance: 1), .exit, .move(0, .immediate(0)), .exit,
    ])
    let sites = CoverageSites(code)
    // Either way of the branch alone leads to its block, whose mark is the way's.
    let taken = sites.site(ofBranch: 0, isTaken: true)
    let marks = sites.marks { $0 == taken }
    #expect(marks.indices.filter { marks[$0] } == [sites.site(ofBlock: 2)])
  }
}
