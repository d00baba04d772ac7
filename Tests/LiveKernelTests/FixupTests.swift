import Jobs
import KernelFacts
@testable import LiveKernel
import TestSupport
import Testing

/// What is changed in memory so that objects load without their own loaders.
@Suite(.requires("host:xdp", "host:perf_event", "clang"))
struct FixupTests {
  @Test func `empty map sizes are filled, but not where empty is right`() async throws {
    let verified = try await CSource(
      """
      struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); } empty SEC(".maps");
      struct { __uint(type, BPF_MAP_TYPE_RINGBUF); } ring SEC(".maps");
      struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __uint(key_size, 4); __uint(value_size, 4); }
        events SEC(".maps");
      struct { __uint(type, BPF_MAP_TYPE_SK_STORAGE); __uint(map_flags, BPF_F_NO_PREALLOC); __type(key, int);
        __type(value, __u64); } sockets SEC(".maps");
      SEC("xdp") int uses(struct xdp_md *context) {
        __u32 key = 0;
        bpf_perf_event_output(context, &events, BPF_F_CURRENT_CPU, &key, sizeof(key));
        __u64 *sample = bpf_ringbuf_reserve(&ring, 8, 0);
        if (sample) bpf_ringbuf_discard(sample, 0);
        return !!bpf_map_lookup_elem(&empty, &key);
      }

      """
    ).verified()
    let row = try #require(verified.outcomes.first)
    #expect(row.verdict == .accepted)
    #expect(Set(row.fixups) == [.mapEntries(map: "empty", entries: 1), .mapEntries(map: "ring", entries: 4096)])
  }

  @Test func `a stack-trace map without a value size gets the kernel's largest`() async throws {
    let row = try #require(
      try await CSource(
        """
        struct { __uint(type, BPF_MAP_TYPE_STACK_TRACE); __uint(key_size, 4); __uint(max_entries, 16); }
          stacks SEC(".maps");
        SEC("perf_event") int sample(void *context) { return bpf_get_stackid(context, &stacks, 0) > 0; }

        """
      ).verified().outcomes.first)
    #expect(row.verdict == .accepted)
    #expect(row.fixups == [.stackTraceValueSize(map: "stacks", bytes: 1016)])
  }

  @Test func `nothing is pinned`() async throws {
    let row = try #require(
      try await CSource(
        """
        struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, __u64); __uint(max_entries, 1);
          __uint(pinning, LIBBPF_PIN_BY_NAME); } assay_test_pinned SEC(".maps");
        SEC("xdp") int uses(struct xdp_md *c) { __u32 key = 0; return !!bpf_map_lookup_elem(&assay_test_pinned, &key); }

        """
      ).verified().outcomes.first)
    #expect(row.verdict == .accepted)
    #expect(row.fixups == [.unpinned(map: "assay_test_pinned")])
  }

  @Test(arguments: [
    ("xdp_md", "xdp"), ("__sk_buff", "sched_cls"), ("pt_regs", "kprobe"), ("bpf_perf_event_data", "perf_event"),
    ("bpf_sock_addr", "cgroup_sock_addr"), ("sk_msg_md", "sk_msg"), ("bpf_sk_lookup", "sk_lookup"),
    ("trace_event_raw_sys_enter", "tracepoint"),
  ])
  func `a custom section's type is read from the context argument`(structure: String, type: String) async throws {
    let row = try #require(
      try await CSource(
        """
        struct \(structure);
        SEC("mine/\(structure)") int own(const struct \(structure) *context) { return 1; }

        """
      ).verified().outcomes.first)
    #expect(row.program.type == type)
    #expect(row.fixups == [.guessedType(section: "mine/\(structure)", type: type)])
    #expect(row.verdict == .accepted, "\(row)")
  }

  @Test func `a map of maps gets an inner map made from its template`() async throws {
    let row = try #require(
      try await CSource(
        """
        struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, __u64); };
        struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __type(key, __u32); __uint(max_entries, 4);
          __array(values, struct inner); } outer SEC(".maps");
        SEC("xdp") int uses(struct xdp_md *context) {
          __u32 key = 0;
          void *map = bpf_map_lookup_elem(&outer, &key);
          return map && bpf_map_lookup_elem(map, &key);
        }

        """
      ).verified().outcomes.first)
    #expect(row.verdict == .accepted)
    #expect(row.fixups == [.innerMapTemplate(map: "outer")])
  }

  @Test func `programs of a declared program array are verified without their siblings`() async throws {
    let verified = try await CSource(
      """
      int first(struct xdp_md *context);
      int bad(struct xdp_md *context);
      struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(key_size, 4); __uint(max_entries, 2);
        __array(values, int(struct xdp_md *)); } jumps SEC(".maps")
        = { .values = { [0] = (void *)&first, [1] = (void *)&bad } };
      SEC("xdp") int entry(struct xdp_md *context) { bpf_tail_call(context, &jumps, 0); return 2; }
      SEC("xdp") int first(struct xdp_md *context) { bpf_tail_call(context, &jumps, 1); return 2; }
      SEC("xdp") int bad(struct xdp_md *context) { return *(int *)(long)context->data; }

      """
    ).verified()
    #expect(verified["entry"]?.verdict == .accepted)
    #expect(verified["first"]?.verdict == .accepted)
    #expect(verified["bad"]?.verdict == .rejected)
    #expect(verified.outcomes.allSatisfy { $0.fixups == [] })
  }

  @Test func `a section name newer than the linked libbpf is registered`() async throws {
    let row = try #require(
      try await CSource("SEC(\"kprobe.session/vfs_read\") int both(void *context) { return 0; }\n").verified().outcomes
        .first)
    #expect(row.program.type == "kprobe")
    #expect(row.program.attachType == "trace_kprobe_session")
    // libbpf knows the name since 1.5.
    if SectionRegistration.linked < LibbpfVersion(1, 5) {
      #expect(row.fixups == [.registeredSection("kprobe.session/vfs_read")])
    } else {
      #expect(row.fixups == [])
    }
  }

  @Test func `sizes given by the user win over what would be filled in`() async throws {
    let object = try await CSource(
      """
      struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); } empty SEC(".maps");
      SEC("xdp") int uses(struct xdp_md *c) { __u32 key = 0; return !!bpf_map_lookup_elem(&empty, &key); }

      """
    ).compiled()
    let row = try #require(
      try Verified(object, { $0.mapOverrides = [MapOverride(map: "empty", field: .maxEntries, value: 64)] }).outcomes
        .first)
    #expect(row.verdict == .accepted)
    #expect(row.fixups == [.mapOverride(map: "empty", field: "max_entries", value: 64)])

    let unknown = try #require(
      try Verified(object, { $0.mapOverrides = [MapOverride(map: "none", field: .keySize, value: 4)] }).outcomes.first)
    #expect(unknown.verdict == .loader)
    #expect(unknown.reason?.summary == "the object has no map none to set key_size of")
    #expect(unknown.reason?.advice == "Its maps are: empty.")
  }

  @Test func `initial values decide which code the verifier sees`() async throws {
    let object = try await CSource(
      """
      const volatile int checked = 0;
      int counter = 7;
      SEC("xdp") int reads(struct xdp_md *context) {
        if (!checked) return counter;
        return *(int *)(long)context->data;
      }

      """
    ).compiled()
    #expect(try Verified(object).outcomes.first?.verdict == .accepted)
    let preset = try Verified(object) {
      $0.initialValues = [InitialValue(section: ".rodata", offset: 0, bytes: [1, 0, 0, 0])]
    }
    #expect(preset.outcomes.first?.verdict == .rejected)
    let data = try Verified(object, name: "a.name.with.dots") {
      $0.initialValues = [InitialValue(section: ".data", offset: 0, bytes: [1, 0, 0, 0])]
    }
    #expect(data.outcomes.first?.verdict == .accepted)
  }

  @Test(arguments: [
    (
      InitialValue(section: ".rodata", offset: 1, bytes: [1, 0, 0, 0]),
      "4 bytes at offset 1 lie outside section .rodata"
    ),
    (InitialValue(section: ".rodata", offset: -4, bytes: [1]), "1 bytes at offset -4 lie outside section .rodata"),
    (
      InitialValue(section: ".rodata", offset: .max, bytes: [1]),
      "1 bytes at offset \(Int.max) lie outside section .rodata"
    ),
    (InitialValue(section: ".bss", offset: 0, bytes: [1]), "the object has no section .bss to set variables in"),
  ])
  func `an initial value that does not fit is refused`(value: InitialValue, summary: String) async throws {
    let verified = try await CSource(
      "const volatile int limit = 1;\nSEC(\"xdp\") int p(struct xdp_md *c) { return limit; }\n"
    ).verified { $0.initialValues = [value] }
    #expect(verified.outcomes.first?.verdict == .loader)
    #expect(verified.outcomes.first?.reason?.summary == summary)
  }

  @Test func `legacy maps are rewritten to declared ones`() async throws {
    let object = try await CSource(
      """
      struct bpf_map_def { unsigned int type, key_size, value_size, max_entries, map_flags; };
      struct bpf_map_def SEC("maps") counts = { .type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 8, .max_entries = 16 };
      SEC("xdp") int uses(struct xdp_md *c) { __u32 key = 0; return !!bpf_map_lookup_elem(&counts, &key); }
      SEC("xdp") int too(struct xdp_md *c) { __u32 key = 1; return !!bpf_map_lookup_elem(&counts, &key); }

      """
    ).compiled()
    let verified = try Verified(object)
    #expect(verified.outcomes.map(\.verdict) == [.accepted, .accepted], "\(verified)")
    #expect(verified.outcomes.allSatisfy { $0.fixups == [.legacyMaps(section: "maps")] })
  }

  @Test(arguments: [
    ("BPF_MAP_TYPE_ARRAY", "0x80000000"), ("BPF_MAP_TYPE_HASH", "0x80000000"),
    ("BPF_MAP_TYPE_PERCPU_ARRAY", "0xffffffff"),
  ])
  func `a map larger than allowed is refused before it is made`(type: String, entries: String) async throws {
    let object = try await CSource(
      """
      struct { __uint(type, \(type)); __type(key, __u32); __type(value, __u64); __uint(max_entries, \(entries)); }
        huge SEC(".maps");
      SEC("xdp") int uses(struct xdp_md *c) { __u32 key = 0; return !!bpf_map_lookup_elem(&huge, &key); }

      """
    ).compiled()
    let row = try #require(try Verified(object).outcomes.first)
    #expect(row.verdict == .loader)
    #expect(row.reason?.summary.hasPrefix("map huge would take ") == true, "\(row)")
    #expect(row.reason?.summary.hasSuffix("; 536870912 are allowed") == true)
    #expect(row.reason?.advice?.contains("--map-memory") == true)
    let smaller = try Verified(object) { $0.mapOverrides = [MapOverride(map: "huge", field: .maxEntries, value: 4)] }
    #expect(smaller.outcomes.first?.verdict == .accepted)
  }

  @Test func `a freplace program is loaded against the program it is given`() async throws {
    let target = try await CSource(
      """
      __attribute__((noinline)) int replaceable(struct xdp_md *context) { volatile int result = 2; return result; }
      SEC("xdp") int dispatcher(struct xdp_md *context) { return replaceable(context); }

      """
    ).compiled()
    let object = try await CSource("SEC(\"freplace/replaceable\") int mine(struct xdp_md *context) { return 1; }\n")
      .compiled()
    let alone = try #require(try Verified(object).outcomes.first)
    #expect(alone.verdict == .loader)
    #expect(alone.reason?.advice == "Give the object and program with --replace-target.")
    let missing = try #require(try Verified(object, target: target) { $0.replaceTarget = "nobody" }.outcomes.first)
    #expect(missing.reason?.summary == "the object given for --replace-target has no program nobody")
    let row = try #require(try Verified(object, target: target) { $0.replaceTarget = "dispatcher" }.outcomes.first)
    #expect(row.program.type == "ext")
    // Some machines refuse such programs by policy.
    #expect(row.verdict == .accepted || row.verdict == .environment, "\(row)")
  }
}
