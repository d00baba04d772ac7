import Analysis
import BPFObject
import Findings
import KernelFacts
import Lints
import TestSupport
import Testing

/// Forms of a mistake beside those of the rules' own examples.
@Suite(.requires("clang")) struct RuleFormTests {
  private static let head = """
    typedef unsigned char u8; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64;
    #define __uint(name, val) int (*name)[val]
    #define __type(name, val) val *name
    #define GPL char _license[] SEC("license") = "GPL";
    static void *(*lookup)(void *, const void *) = (void *)1;
    static long (*update)(void *, const void *, const void *, u64) = (void *)2;
    static long (*delete)(void *, const void *) = (void *)3;
    static u64 (*now)(void) = (void *)5;
    static u64 (*pid_tgid)(void) = (void *)14;
    static long (*comm)(void *, u32) = (void *)16;
    static long (*output)(void *, void *, u64, u64) = (void *)130;
    static long (*copy_from_user)(void *, u32, const void *) = (void *)148;
    struct { __uint(type, 1); __uint(max_entries, 64); __type(key, u64); __type(value, u64); } table SEC(".maps");
    struct { __uint(type, 9); __uint(max_entries, 64); __type(key, u64); __type(value, u64); } recent SEC(".maps");
    struct name { char text[16]; };
    struct { __uint(type, 1); __uint(max_entries, 64); __type(key, struct name); __type(value, u64); } names SEC(".maps");
    struct { __uint(type, 27); __uint(max_entries, 4096); } ring SEC(".maps");

    """

  private func findings(_ source: String, for targets: [LintTarget] = []) async throws -> [String] {
    let bytes = try await CompiledObject.bytes(of: Self.head + source)
    let object = try ObjectFile(bytes: bytes, name: "test.o")
    return Linter.findings(in: LintSubject(object, targets: targets)).filter { $0.severity > .note || $0.id != "A2101" }
      .map { "\($0.id ?? "-") \($0.severity.rawValue)" }
  }

  @Test func `A counter in a global variable is counted by all CPUs at once`() async throws {
    let plain = "u64 seen; GPL SEC(\"kprobe/vfs_read\") int f(void *ctx) { "
    #expect(try await findings(plain + "seen++; return 0; }") == ["A2105 warning"])
    #expect(try await findings(plain + "__sync_fetch_and_add(&seen, 1); return 0; }") == [])
    #expect(try await findings("u64 seen; GPL SEC(\"syscall\") int f(void *ctx) { seen++; return 0; }") == [])
  }

  @Test func `A value that a helper is given after its deletion may be another's`() async throws {
    let head = """
      GPL SEC("kprobe/vfs_read") int f(void *ctx) {
        u64 id = pid_tgid(), *value = lookup(&table, &id); if (!value) return 0;
      """
    let wrong = head + " delete(&table, &id); return output(&ring, value, 8, 0) < 0; }"
    #expect(try await findings(wrong) == ["A2104 warning"])
    let right = head + " long lost = output(&ring, value, 8, 0); delete(&table, &id); return lost < 0; }"
    #expect(try await findings(right) == [])
  }

  @Test func `An update of an LRU map may take the place of what was looked up`() async throws {
    let found = try await findings(
      """
      GPL SEC("kprobe/vfs_read") int f(void *ctx) {
        u64 id = pid_tgid(), other = id >> 32, time = now(), *value = lookup(&recent, &id); if (!value) return 0;
        update(&recent, &other, &time, 0); return *value > 9;
      }
      """)
    #expect(found == ["A2104 note"])
  }

  @Test func `A name as a key has no end where nobody looks at a full map`() async throws {
    let head = """
      GPL SEC("kprobe/vfs_read") int f(void *ctx) {
        struct name name = {}; u64 one = 1; comm(&name, sizeof(name));
      """
    #expect(try await findings(head + " update(&names, &name, &one, 0); return 0; }").contains("A2502 note"))
    #expect(try await findings(head + " return update(&names, &name, &one, 0) < 0; }").contains("A2502 note") == false)
  }

  @Test func `A signed id is one id, too`() async throws {
    let found = try await findings(
      """
      const volatile s32 wanted = 5;
      GPL SEC("kprobe/vfs_read") int f(void *ctx) { return pid_tgid() != (u64)(long long)wanted ? 0 : 1; }
      """)
    #expect(found == ["A2112 error"])
  }

  @Test func `What waits for memory is for sections that may sleep`() async throws {
    let body = "(void *ctx) { u64 place = 0; return copy_from_user(&place, 8, (void *)now()) + place > 3; }"
    #expect(try await findings("GPL SEC(\"uprobe\") int f" + body) == ["A2009 error"])
    #expect(try await findings("GPL SEC(\"uprobe.s\") int f" + body) == [])
  }

  @Test func `Kernel functions are for programs under the GPL, and for kernels since 5.13`() async throws {
    let source = """
      extern void bpf_rcu_read_lock(void) __attribute__((section(".ksyms")));
      extern void bpf_rcu_read_unlock(void) __attribute__((section(".ksyms")));
      SEC("tc") int f(void *ctx) { bpf_rcu_read_lock(); bpf_rcu_read_unlock(); return 0; }

      """
    #expect(try await findings(source) == ["A2010 error"])
    let old = LintTarget(name: "5.10", version: KernelVersion(5, 10))
    #expect(try await findings(source + "GPL", for: [old]) == ["A2023 error"])
    let new = LintTarget(name: "6.12", version: KernelVersion(6, 12))
    #expect(try await findings(source + "GPL", for: [new]) == [])
  }

  @Test func `What an old kernel looks at when it attaches is a warning`() async throws {
    let old = LintTarget(name: "6.1", version: KernelVersion(6, 1))
    let found = try await findings("GPL SEC(\"uprobe.multi\") int f(void *ctx) { return 0; }", for: [old])
    #expect(found == ["A2007 warning"])
  }
}
