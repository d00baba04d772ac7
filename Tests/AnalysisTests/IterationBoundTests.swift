import Analysis
import BPFObject
import KernelFacts
import TestSupport
import Testing

/// How often loops go round that the verifier does not walk, and what programs do to others.
@Suite(.requires("clang")) struct IterationBoundTests {
  private static let head = """
    typedef unsigned int u32; typedef unsigned long long u64;
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) val *name
    static long (*loop)(u32, void *, void *, u64) = (void *)181;
    static long (*for_each)(void *, void *, void *, u64) = (void *)164;
    static long (*tail_call)(void *, void *, u32) = (void *)12;
    static long (*send_signal)(u32) = (void *)109;
    struct bpf_iter_num { u64 opaque[1]; } __attribute__((aligned(8)));
    extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) SEC(".ksyms");
    extern int *bpf_iter_num_next(struct bpf_iter_num *it) SEC(".ksyms");
    extern void bpf_iter_num_destroy(struct bpf_iter_num *it) SEC(".ksyms");
    struct { __uint(type, 1); __uint(max_entries, 50); __type(key, u32); __type(value, u64); } hosts SEC(".maps");
    u64 rounds;
    u32 wanted;
    static long once(u32 index, void *context) { rounds++; return 0; }
    static long ten(u32 index, void *context) { loop(10, once, 0, 0); return 0; }

    """

  private func bound(_ source: String) async throws -> IterationBound {
    let object = try ObjectFile(bytes: try await CompiledObject.bytes(of: Self.head + source), name: "test.o")
    return IterationBound(try #require(object.programs.first), in: object)
  }

  @Test func `a program without such loops goes round nothing`() async throws {
    let bound = try await bound(
      """
      SEC("socket") int f(void *ctx) { for (u32 i = 0; i < 1000; i++) asm volatile(""); return 0; }
      """)
    #expect(bound.total == 0 && bound.rounds.isEmpty)
  }

  @Test func `constants are taken as they are, and what is not known is the kernel's limit`() async throws {
    #expect(try await bound("SEC(\"socket\") int f(void *c) { loop(1000, once, 0, 0); return 0; }").total == 1000)
    #expect(try await bound("SEC(\"socket\") int f(void *c) { loop(wanted, once, 0, 0); return 0; }").total == 8 << 20)
    #expect(try await bound("SEC(\"socket\") int f(void *c) { for_each(&hosts, once, 0, 0); return 0; }").total == 50)
  }

  @Test func `loops within loops multiply, and those one after the other add`() async throws {
    let nested = try await bound("SEC(\"socket\") int f(void *c) { loop(1000, ten, 0, 0); return 0; }")
    #expect(nested.total == 10_000)
    #expect(nested.rounds.map(\.name) == ["bpf_loop", "bpf_loop"])
    #expect(nested.rounds.map(\.most) == [1000, 10])
    let after = try await bound(
      "SEC(\"socket\") int f(void *c) { loop(1000, once, 0, 0); loop(20, once, 0, 0); return 0; }")
    #expect(after.total == 1020)
    let plain = try await bound(
      """
      SEC("socket") int f(void *c) {
      #pragma clang loop unroll(disable)
        for (u32 i = 0; i < 10; i++) loop(1000, once, 0, 0);
        return 0;
      }
      """)
    #expect(plain.total > 1_000_000)
    #expect(plain.rounds.map(\.name) == ["a loop", "bpf_loop"])
  }

  @Test func `an iterator over numbers goes round as often as there are numbers`() async throws {
    let source = """
      SEC("socket") int f(void *c) {
        struct bpf_iter_num it;
        int *i;
        bpf_iter_num_new(&it, 10, END);
        while ((i = bpf_iter_num_next(&it))) loop(5, once, 0, 0);
        bpf_iter_num_destroy(&it);
        return 0;
      }
      """
    let known = try await bound("#define END 110\n" + source)
    #expect(known.rounds.map(\.name) == ["bpf_iter_num_next", "bpf_loop"])
    #expect(known.total == 100 + 500)
    #expect(try await bound("#define END wanted\n" + source).rounds.first?.most == 8 << 20)
  }

  @Test func `tail calls are told`() async throws {
    let bound = try await bound("SEC(\"socket\") int f(void *c) { tail_call(c, &hosts, 0); return 0; }")
    #expect(bound.makesTailCalls && bound.total == 0)
  }

  @Test func `what reaches other tasks is told, what only watches is not`() async throws {
    let source = """
      SEC("kprobe/x") int watch(void *c) { rounds++; return 0; }
      SEC("kprobe/y") int strike(void *c) { send_signal(9); return 0; }
      """
    let object = try ObjectFile(bytes: try await CompiledObject.bytes(of: Self.head + source), name: "test.o")
    func effects(_ name: String, _ type: ProgramType) throws -> [String] {
      HostEffects.of(try #require(object.program(named: name)), type: type, attachType: .init(rawValue: 0), in: object)
    }
    #expect(try effects("watch", .kprobe) == [])
    #expect(try effects("strike", .kprobe) == ["sends signals to the task it runs in (bpf_send_signal)"])
    #expect(try effects("watch", .lsm) == ["decides what other tasks may do (lsm)"])
  }
}
