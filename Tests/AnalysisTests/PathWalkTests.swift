import Analysis
import BPF
import BPFObject
import TestSupport
import Testing

/// What single paths are refused for, over programs that clang made.
@Suite(.requires("clang")) struct PathWalkTests {
  private static let head = """
    typedef unsigned char u8; typedef unsigned int u32; typedef unsigned long long u64; typedef long long s64;
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) val *name
    struct xdp_md { u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };
    static void *(*lookup)(void *, const void *) = (void *)1;
    static u64 (*now)(void) = (void *)5;
    static u32 (*random)(void) = (void *)7;
    static void *(*reserve)(void *, u64, u64) = (void *)131;
    static void (*submit)(void *, u64) = (void *)132;
    typedef u64 values[8];
    struct { __uint(type, 1); __uint(max_entries, 8); __type(key, u32); __type(value, values); } table SEC(".maps");
    struct { __uint(type, 27); __uint(max_entries, 4096); } ring SEC(".maps");
    const volatile u32 limit = 3;
    volatile u32 seen;

    """

  private func faults(_ source: String) async throws -> [WalkFault.Kind] {
    let bytes = try await CompiledObject.bytes(of: Self.head + source)
    let object = try ObjectFile(bytes: bytes, name: "test.o")
    let program = try #require(object.programs.first)
    return PathWalk(program, ProgramStructure(program), of: object).faults.map(\.kind)
  }

  @Test func `A comparison with NULL makes a lookup's result usable, whichever way it is written`() async throws {
    let found = try await faults(
      """
      SEC("xdp") int f(struct xdp_md *ctx) {
        u32 key = ctx->rx_queue_index; u64 *value = lookup(&table, &key), *copy = value;
        if (!copy) return 1;
        return value[1] > 5 ? 2 : 1;
      }
      """)
    #expect(found == [])
    let missing = try await faults(
      """
      SEC("xdp") int f(struct xdp_md *ctx) {
        u32 key = ctx->rx_queue_index; u64 *value = lookup(&table, &key);
        if (now() > 1000 && !value) return 1;
        return value[1] > 5 ? 2 : 1;
      }
      """)
    #expect(missing.contains(.maybeNull))
  }

  @Test func `An index is followed through masks, shifts and comparisons`() async throws {
    let body = """
      u32 key = 1; u64 *value = lookup(&table, &key); if (!value) return 1;
      """
    for (index, isRefused) in [
      ("random() & 7", false), ("random() & 15", true), ("random() >> 29", false), ("random() >> 28", true),
      ("random() % 8", false), ("ctx->rx_queue_index", true), ("(u8)random() >> 5", false),
    ] {
      let found = try await faults(
        "SEC(\"xdp\") int f(struct xdp_md *ctx) { \(body) return value[\(index)] ? 2 : 1; }")
      #expect(found.isEmpty == !isRefused, "\(index): \(found)")
    }
    let compared = try await faults(
      "SEC(\"xdp\") int f(struct xdp_md *ctx) { \(body) u32 i = random(); if (i > 7) return 1; return value[i] ? 2 : 1; }"
    )
    #expect(compared == [])
  }

  @Test func `What is refused on both ways behind a branch that is not followed is refused`() async throws {
    let head = """
      SEC("xdp") int f(struct xdp_md *ctx) {
        u32 key = ctx->rx_queue_index; u64 *value = lookup(&table, &key); u64 odd = now() ^ random() ^ now();
      """
    let both = try await faults(
      head + " if (odd * odd > 9) seen = now(); else seen = random(); return value[1] > 5 ? 2 : 1; }")
    #expect(both == [.maybeNull])
    let one = try await faults(head + " if (odd * odd > 9) return 1; seen = random(); return value[1] > 5 ? 2 : 1; }")
    #expect(one == [])
    let either = try await faults(
      head + " if (odd * odd > 9) { if (random() > 7) return 1; seen = now(); return *value; }"
        + " if (random() < 3) return 2; seen = random(); return value[1] > 5 ? 2 : 1; }")
    #expect(either.count == 1)
    let checked = try await faults(
      head + " if (odd * odd > 9) { if (!value) return 1; return *value; } return value ? value[1] > 5 : 1; }")
    #expect(checked == [])
  }

  @Test func `A call that moves the packet takes pointers of every frame, on the stack and with constants added`()
    async throws
  {
    let head = """
      struct saved { u8 *at; u64 more; };
      static __attribute__((noinline)) int grow(void *ctx) { return ((int (*)(void *, int))44)(ctx, -8); }
      static __attribute__((noinline)) int save(struct saved *s, u8 *at) { s->at = at; return now() & 1; }
      SEC("xdp") int f(struct xdp_md *ctx) {
        struct saved s = {}; u8 *data = (void *)(long)ctx->data;
        if (data + 16 > (u8 *)(long)ctx->data_end) return 1;
        save(&s, data + 2);
      """
    #expect(try await faults(head + " int r = s.at[3]; return grow(ctx) + r > 9 ? 2 : 1; }") == [])
    #expect(try await faults(head + " if (grow(ctx)) return 1; return s.at[3] ? 2 : 1; }") == [.packetMoved])
    #expect(try await faults(head + " if (grow(ctx)) return 1; return data[3] ? 2 : 1; }") == [.packetMoved])
    let again = " data = (void *)(long)ctx->data; if (data + 16 > (u8 *)(long)ctx->data_end) return 1;"
    #expect(try await faults(head + " if (grow(ctx)) return 1; \(again) return data[3] ? 2 : 1; }") == [])
    // What is left is a number: to compare it is no fault.
    #expect(
      try await faults(head + " u8 *end = data + 8; if (grow(ctx)) return 1; return s.at == end ? 2 : 1; }") == [])
  }

  @Test func `What kernel functions give has to be given back, also behind a member's address`() async throws {
    let head = """
      struct task { int pid; }; struct list { u64 a, b; }; struct node { u64 value; struct list link; };
      #define KSYM __attribute__((section(".ksyms")))
      extern struct task *bpf_task_from_pid(int pid) KSYM;
      extern void bpf_task_release(struct task *task) KSYM;
      extern struct node *bpf_obj_new_impl(u64 id, void *meta) KSYM;
      extern int bpf_list_push_front_impl(void *head, void *node, void *meta, u64 off) KSYM;
      SEC("tc") int f(void *ctx) {
      """
    let kept = try await faults(head + " struct task *task = bpf_task_from_pid(1); return task != 0; }")
    #expect(kept == [.unreleased(atTailCall: false)])
    let given = try await faults(
      head + " struct task *task = bpf_task_from_pid(1); if (!task) return 0; bpf_task_release(task); return 1; }")
    #expect(given == [])
    let unchecked = try await faults(
      head + " struct task *task = bpf_task_from_pid(1); bpf_task_release(task); return 1; }")
    #expect(unchecked == [.maybeNull])
    let pushed = try await faults(
      head + " struct node *node = bpf_obj_new_impl(1, 0); if (!node) return 0;"
        + " return bpf_list_push_front_impl(ctx, &node->link, 0, 0); }")
    #expect(pushed == [])
  }

  @Test func `Bytes that are put together one by one are a number of so many bits`() async throws {
    let head = """
      SEC("xdp") int f(struct xdp_md *ctx) {
        u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end; if (data + 12 > end) return 1;
      """
    let found = try await faults(head + " if ((data[0] | data[1] << 8) != 8) return 1; return data[12]; }")
    #expect(found == [.packet(end: 13, checked: 12)])
    let dead = try await faults(head + " if ((data[0] | data[1] << 8) == 0x10008) return data[12]; return 1; }")
    #expect(dead == [])
  }

  @Test func `A setting has the object's value, and what it switches off is not walked`() async throws {
    let found = try await faults(
      """
      SEC("xdp") int f(struct xdp_md *ctx) { if (limit > 5) return *(volatile u8 *)now(); return 2; }
      """)
    #expect(found == [])
  }

  @Test func `A record is followed into functions and out of them`() async throws {
    let found = try await faults(
      """
      static __attribute__((noinline)) int fill(u64 *record, u32 value) {
        record[0] = value; if (value > 9) return 1; submit(record, 0); return 0;
      }
      SEC("xdp") int f(struct xdp_md *ctx) {
        u64 *record = reserve(&ring, 16, 0);
        if (!record) return 2;
        if (fill(record, ctx->rx_queue_index)) submit(record, 0);
        return 2;
      }
      """)
    #expect(found == [])
    let leaked = try await faults(
      """
      static __attribute__((noinline)) int fill(u64 *record, u32 value) {
        record[0] = value; if (value > 9) return 1; submit(record, 0); return 0;
      }
      SEC("xdp") int f(struct xdp_md *ctx) {
        u64 *record = reserve(&ring, 16, 0);
        if (!record) return 2;
        return fill(record, ctx->rx_queue_index) + 1;
      }
      """)
    #expect(leaked == [.unreleased(atTailCall: false)])
  }

  @Test func `Any bytes for instructions are walked to an end`() async throws {
    let bytes = try await CompiledObject.bytes(
      of: Self.head + """
        SEC("xdp") int f(struct xdp_md *ctx) {
          u32 key = ctx->rx_queue_index; u64 *value = lookup(&table, &key); u64 *record = reserve(&ring, 16, 0);
          if (record) { record[0] = now(); submit(record, 0); }
          if (!value) return 1;
          for (int i = 0; i < 8; i++) seen += value[i] > limit;
          return value[key & 7] > 5 ? 2 : 1;
        }
        """)
    let section = try #require(try ObjectFile(bytes: bytes, name: "test.o").section(named: "xdp"))
    var random = SeededGenerator(seed: 7)
    var walked = 0
    for _ in FuzzBudget(rounds: 2_000) {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        changed[Int.random(in: section.range, using: &random)] = .random(in: 0...255, using: &random)
      }
      guard let object = try? ObjectFile(bytes: changed, name: "test.o"), let program = object.programs.first,
        program.problem == nil
      else { continue }
      _ = PathWalk(program, ProgramStructure(program), of: object)
      walked += 1
    }
    #expect(walked > 100)
  }
}
