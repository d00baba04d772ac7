import Analysis
import BPF
import BPFObject
import TestSupport
import Testing

/// What is known of values, over programs that clang made.
@Suite(.requires("clang")) struct ProgramFlowTests {
  private static let head = """
    typedef unsigned int u32; typedef unsigned long long u64;
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) val *name
    static void *(*lookup)(void *, const void *) = (void *)1;
    static long (*update)(void *, const void *, const void *, u64) = (void *)2;
    static u64 (*pid_tgid)(void) = (void *)14;
    struct { __uint(type, 1); __uint(max_entries, 8); __type(key, u32); __type(value, u64); } hosts SEC(".maps");
    u64 seen;

    """

  private func flow(_ source: String) async throws -> (ProgramFlow, ObjectFile) {
    let bytes = try await CompiledObject.bytes(of: Self.head + source)
    let object = try ObjectFile(bytes: bytes, name: "test.o")
    return (ProgramFlow(try #require(object.programs.first)), object)
  }

  @Test func `A call's arguments are the map, the stack and the constants that it is given`() async throws {
    let (flow, object) = try await flow(
      """
      SEC("socket") int f(void *ctx) { u32 key = 7; u64 value = 9; update(&hosts, &key, &value, 1); return 0; }
      """)
    let call = try #require(flow.calls.first)
    #expect(call.helper?.name == "bpf_map_update_elem")
    #expect(call.arguments[0] == .map(try #require(object.maps.firstIndex { $0.name == "hosts" })))
    #expect(call.arguments[3] == .constant(1))
    #expect(!call.isResultRead)
    guard case .frame(let key) = call.arguments[1], case .frame(let value) = call.arguments[2] else {
      Issue.record("\(call.arguments)")
      return
    }
    let state = try #require(flow.values[0].state(before: call.index, in: call.block))
    #expect(state.stack(at: key, size: .word) == .constant(7))
    #expect(state.stack(at: value, size: .doubleWord) == .constant(9))
  }

  @Test func `A value's calculation is known to its source`() async throws {
    let (flow, _) = try await flow(
      """
      SEC("socket") int f(void *ctx) { u32 pid = pid_tgid() >> 32; return lookup(&hosts, &pid) ? 1 : 0; }
      """)
    let lookup = try #require(flow.calls.last)
    guard case .frame(let key) = lookup.arguments[1] else {
      Issue.record("\(lookup.arguments)")
      return
    }
    let state = try #require(flow.values[0].state(before: lookup.index, in: lookup.block))
    let first = try #require(flow.calls.first)
    #expect(
      state.stack(at: key, size: .word)
        == .computed(.shiftRight, .bits64, .result(slot: first.slot), .constant(32)))
    #expect(lookup.isResultRead)
  }

  @Test func `What differs by path is unknown, and what does not stays`() async throws {
    let (flow, _) = try await flow(
      """
      SEC("socket") int f(int *ctx) {
        u32 key = ctx[0] ? 1 : 2;
        u64 value = 5;
        if (ctx[1]) seen++;
        update(&hosts, &key, &value, 0);
        return 0;
      }
      """)
    let call = try #require(flow.calls.first)
    guard case .frame(let key) = call.arguments[1], case .frame(let value) = call.arguments[2] else {
      Issue.record("\(call.arguments)")
      return
    }
    let state = try #require(flow.values[0].state(before: call.index, in: call.block))
    #expect(state.stack(at: key, size: .word) == .unknown)
    #expect(state.stack(at: value, size: .doubleWord) == .constant(5))
    #expect(call.arguments[3] == .constant(0))
  }

  @Test func `The context goes with a call into a function, the caller's stack does not`() async throws {
    let (flow, _) = try await flow(
      """
      static __attribute__((noinline)) int inner(int *ctx, u64 *value) { *value = 3; return ctx[2]; }
      SEC("socket") int f(int *ctx) { u64 value = 5; return inner(ctx, &value) + value; }
      """)
    let call = try #require(flow.calls.first { $0.subprogram == 1 })
    #expect(call.arguments[0] == .context)
    var fields: [Int64] = []
    flow.values[1].visit { _, index, state in
      if case .load(_, _, _, let base, let offset) = flow.instructions[index].kind, state[base] == .context {
        fields.append(Int64(offset))
      }
    }
    #expect(fields == [8])
  }

  @Test func `Random programs are followed to an end`() {
    var random = SeededGenerator(seed: 20)
    for _ in 0..<400 {
      let instructions = RandomProgram.make(count: .random(in: 1...120, using: &random), using: &random)
      let slots = SlotIndex(instructions)
      let structure = ProgramStructure(instructions: instructions, slots: slots, functions: [0..<slots.slotCount])
      let flow = ProgramFlow(instructions: instructions, slots: slots, structure: structure)
      #expect(flow.values.count == 1 && flow.liveness.count == 1)
    }
  }
}
