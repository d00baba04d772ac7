import Jobs
import LiveKernel
import TestSupport
import Testing
import VerifierLog

/// Each class of verdict, from objects that the running kernel is asked about.
@Suite(.requires("host:xdp", "clang"))
struct VerdictTests {
  private static let rejections = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); __uint(max_entries, 8); }
      counts SEC(".maps");
    SEC("xdp") int good(struct xdp_md *context) { return 2; }
    SEC("xdp") int unchecked(struct xdp_md *context) {
      __u32 key = 0;
      __u64 *value = bpf_map_lookup_elem(&counts, &key);
      *value += 1;
      return 2;
    }
    SEC("xdp") int also_good(struct xdp_md *context) { return 1; }

    """)

  @Test func `a sibling's rejection is not this program's`() async throws {
    let verified = try await Self.rejections.verified()
    #expect(verified.outcomes.map(\.verdict) == [.accepted, .rejected, .accepted])
    #expect(verified.announced == ["good", "unchecked", "also_good"])
    #expect(verified["good"]?.reason == nil)
  }

  @Test func `a rejection brings the verifier's message and the path to it`() async throws {
    let row = try #require(try await Self.rejections.verified { $0.programs = ["unchecked"] }.outcomes.first)
    let digest = try #require(row.digest)
    #expect(row.reason?.summary == "R0 invalid mem access 'map_value_or_null'")
    #expect(row.reason?.errno == 13)
    #expect(digest.messages == ["R0 invalid mem access 'map_value_or_null'"])
    #expect(digest.path.contains { $0.contains("call bpf_map_lookup_elem#1") })
    #expect(try #require(row.figures.verifiedInstructions) > 0)
    #expect(row.figures.jitedBytes == nil)
  }

  @Test func `only what was asked for is loaded, and what is not there is said`() async throws {
    let verified = try await Self.rejections.verified { $0.programs = ["also_good", "no_such"] }
    #expect(verified.outcomes.map(\.verdict) == [.accepted, .loader])
    #expect(verified.announced == ["also_good"])
    #expect(verified["no_such"]?.reason?.summary == "the object has no program no_such")
  }

  @Test func `a program too complex is not loaded again for its log unless that is asked for`() async throws {
    let source = CSource(
      """
      struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, __u64); __uint(max_entries, 1); }
        sums SEC(".maps");
      SEC("xdp") int endless(struct xdp_md *context) {
        __u32 key = 0;
        __u64 *value = bpf_map_lookup_elem(&sums, &key), sum = 0;
        if (!value) return 0;
        for (__u32 i = 0; i < context->data_end; i++) {
          sum += *value * i;
          if (sum & 1) sum ^= i;
        }
        *value = sum;
        return 2;
      }

      """)
    let object = try await source.compiled()
    let plain = try #require(try Verified(object).outcomes.first)
    #expect(plain.verdict == .rejected)
    #expect(plain.digest?.path == [])
    let asked = try #require(try Verified(object, { $0.log = .complexity }).outcomes.first)
    #expect(asked.verdict == .rejected)
    #expect(asked.reason == plain.reason)
    #expect(asked.digest?.path.isEmpty == false)
  }

  @Test func `a section name that says no type is refused with what to write instead`() async throws {
    let verified = try await CSource(
      """
      SEC("mine") int plain(int x) { return 2; }
      SEC("kprobes/vfs_read") int slip(int x) { return 0; }

      """
    ).verified()
    #expect(verified.outcomes.map(\.verdict) == [.loader, .loader])
    #expect(verified["plain"]?.reason?.summary == "section mine does not say what type of program this is")
    #expect(verified["plain"]?.program.type == nil)
    #expect(verified["slip"]?.reason?.advice?.contains("kprobe") == true)
  }

  @Test func `an attach target that is not in the kernel is the loader's refusal`() async throws {
    let row = try #require(
      try await CSource("SEC(\"fentry/no_such_function_here\") int nowhere(void *c) { return 0; }\n").verified()
        .outcomes
        .first)
    #expect(row.verdict == .loader)
    #expect(row.reason?.summary == "attach target no_such_function_here is not in this kernel's BTF")
    #expect(row.program.attachTarget == "no_such_function_here")
  }

  @Test func `of programs with the same absent target each is told what it is told alone`() async throws {
    let source = CSource(
      """
      SEC("fentry/no_such_function_here") int entry(void *c) { return 0; }
      SEC("fexit/no_such_function_here") int end(void *c) { return 0; }
      SEC("fentry.s/no_such_function_here") int sleeper(void *c) { return 0; }
      SEC("tp_btf/no_such_function_here") int point(void *c) { return 0; }
      SEC("fexit/nor_this_one_here") int other(void *c) { return 0; }

      """)
    let together = try await source.verified()
    #expect(together.outcomes.map(\.program.name) == ["entry", "end", "sleeper", "point", "other"])
    #expect(together.announced == together.outcomes.map(\.program.name))
    for row in together.outcomes {
      let alone = try #require(try await source.verified { $0.programs = [row.program.name] }.outcomes.first)
      #expect(row.program == alone.program && row.verdict == alone.verdict && row.fixups == alone.fixups)
      // libbpf's own words stay those that it said: of the program that was asked about.
      var reason = try #require(row.reason)
      let asked = ["end", "sleeper"].contains(row.program.name) ? "entry" : row.program.name
      #expect(reason.evidence.first?.hasPrefix("prog '\(asked)': failed to find kernel BTF type ID of") == true)
      reason.evidence = try #require(alone.reason).evidence
      #expect(reason == alone.reason)
    }
  }

  @Test func `a load refused without a verifier log is the machine's policy`() async throws {
    let row = try #require(
      try await CSource("SEC(\"lsm/file_open\") int opened(void *c) { return 0; }\n").verified().outcomes.first)
    // Where security programs load, there is no such refusal to see.
    guard row.verdict != .accepted else { return }
    #expect(row.verdict == .environment)
    #expect(row.reason?.errno == 1)
    #expect(row.reason?.summary.contains("policy refuses lsm (lsm_mac) programs") == true)
  }

  @Test func `a map that the kernel refuses is named`() async throws {
    let row = try #require(
      try await CSource(
        """
        struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u64); __type(value, __u64); __uint(max_entries, 1); }
          wide SEC(".maps");
        SEC("xdp") int first(struct xdp_md *context) { __u64 key = 0; return !!bpf_map_lookup_elem(&wide, &key); }

        """
      ).verified().outcomes.first)
    #expect(row.verdict == .loader)
    #expect(
      row.reason?.summary
        == "map wide cannot be created: EINVAL (invalid argument): keys of array maps have 4 bytes, not 8")
    #expect(row.reason?.evidence == ["map 'wide': failed to create: Invalid argument(-22)"])
    #expect(row.digest == nil)
  }

  @Test(arguments: [
    (
      "extern const int no_such_variable __ksym;", "no_such_variable",
      "kernel variable no_such_variable is not in this kernel's BTF"
    ),
    (
      "extern int no_such_kfunc(void) __ksym;", "no_such_kfunc()",
      "kfunc no_such_kfunc is not in this kernel or its modules"
    ),
    ("extern int CONFIG_NO_SUCH __kconfig;", "CONFIG_NO_SUCH", "CONFIG_NO_SUCH is not in this kernel's configuration"),
  ])
  func `an extern that the kernel lacks is named`(declaration: String, use: String, summary: String) async throws {
    let row = try #require(
      try await CSource("\(declaration)\nSEC(\"xdp\") int uses(struct xdp_md *c) { return \(use); }\n").verified()
        .outcomes
        .first)
    #expect(row.verdict == .loader)
    #expect(row.reason?.summary == summary)
    #expect(row.reason?.advice?.contains("__weak") == true)
  }

  @Test func `a CO-RE relocation that cannot be done is told by its field`() async throws {
    let row = try #require(
      try await CSource(
        """
        #include <bpf/bpf_core_read.h>
        struct task_struct { int pid, no_such_field; } __attribute__((preserve_access_index));
        SEC("raw_tp/sched_switch") int reads(void *context) {
          struct task_struct *task = (void *)bpf_get_current_task();
          return BPF_CORE_READ(task, no_such_field);
        }

        """
      ).verified().outcomes.first)
    #expect(row.verdict == .rejected)
    #expect(row.reason?.summary.hasPrefix("failed to resolve CO-RE relocation") == true)
    #expect(row.reason?.summary.contains("task_struct.no_such_field") == true)
  }

  @Test(arguments: [
    ([], "the file is empty"),
    (Array("no object at all".utf8), "the file is not an ELF object"),
  ])
  func `bytes that are no object are refused as a whole`(bytes: [UInt8], summary: String) throws {
    let failure = try #require(try Verified(bytes).failure)
    #expect(failure.verdict == .loader)
    #expect(failure.reason.summary == summary)
  }

  @Test func `an object cut anywhere is refused or loaded, and never ends the process`() async throws {
    let object = try await Self.rejections.compiled()
    for count in stride(from: 0, to: object.count, by: max(1, object.count / 97)) {
      let verified = try Verified(Array(object.prefix(count)))
      #expect(verified.failure != nil || !verified.outcomes.isEmpty)
    }
  }

  @Test func `flags reach the verifier`() async throws {
    let source = CSource(
      """
      SEC("xdp") int branches(struct xdp_md *context) {
        int sum = 0;
        for (int i = 0; i < 40; i++) if (context->ingress_ifindex > i) sum += context->rx_queue_index;
        return sum & 1;
      }

      """)
    let object = try await source.compiled()
    let plain = try #require(try Verified(object).outcomes.first)
    let tested = try #require(try Verified(object, { $0.testStates = true }).outcomes.first)
    #expect(tested.verdict == .accepted)
    #expect(try #require(tested.figures.totalStates) > #require(plain.figures.totalStates))
    #expect(try Verified(object, { $0.testInvariants = true }).outcomes.first?.verdict == .accepted)
  }

  @Test func `an accepted program is loaded as often as asked`() async throws {
    let verified = try await Self.rejections.verified {
      $0.programs = ["good", "unchecked"]
      $0.repetitions = 5
    }
    #expect(verified["good"]?.figures.verificationMicroseconds.count == 5)
    #expect(verified["unchecked"]?.verdict == .rejected)
  }
}
