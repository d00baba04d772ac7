import Foundation
import Jobs
import Measuring
import Reports
import TestSupport
import Testing

/// Exact costs: machines that count their instructions.
@Suite(.serialized, .requires("clang", "vm:6.12")) struct MachineBenchTests {
  /// Programs that differ by instructions that are known: the kernel runs no more and no fewer of them.
  private static let ladder = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    struct {
    	__uint(type, BPF_MAP_TYPE_HASH);
    	__uint(max_entries, 16);
    	__type(key, __u32);
    	__type(value, __u64);
    } seen SEC(".maps");

    #define ONE asm volatile("r1 += 1" ::: "r1");
    #define TEN ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE
    #define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

    static int look(void)
    {
    	__u32 key = 7;

    	return bpf_map_lookup_elem(&seen, &key) != 0;
    }

    SEC("tc") int none(struct __sk_buff *c) { return 0; }
    SEC("tc") int one(struct __sk_buff *c) { ONE return 0; }
    SEC("tc") int ten(struct __sk_buff *c) { TEN return 0; }
    SEC("tc") int hundred(struct __sk_buff *c) { HUNDRED return 0; }
    SEC("tc") int lookup(struct __sk_buff *c) { return look() & 2; }
    SEC("xdp") int lookup_xdp(struct xdp_md *c) { return look() & 2; }
    SEC("raw_tp/sys_enter") int lookup_raw(void *c) { return look() & 2; }
    SEC("kprobe/__x64_sys_getppid") int lookup_kprobe(void *c) { return look() & 2; }
    SEC("kretprobe/__x64_sys_getppid") int lookup_kretprobe(void *c) { return look() & 2; }
    SEC("tracepoint/syscalls/sys_enter_getppid") int lookup_tp(void *c) { return look() & 2; }
    SEC("fentry/__do_sys_getppid") int lookup_fentry(void *c) { return look() & 2; }
    SEC("fexit/__do_sys_getppid") int lookup_fexit(void *c) { return look() & 2; }
    SEC("fmod_ret/security_file_open") int lookup_modify(void *c) { return look() & 2; }
    SEC("lsm/file_open") int lookup_lsm(void *c) { return look() & 2; }
    SEC("uprobe") int lookup_uprobe(void *c) { return look() & 2; }
    SEC("uretprobe") int lookup_uretprobe(void *c) { return look() & 2; }
    SEC("kprobe/tcp_v4_connect") int lookup_connect(void *c) { return look() & 2; }

    char LICENSE[] SEC("license") = "GPL";

    """

  private func report(_ arguments: [String], in directory: TemporaryDirectory) async throws -> BenchReport {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["bench", "--exact", "--format", "json", "--cache-dir", Machines.directory] + arguments, directory: directory.url,
      within: 600)
    #expect(result.ending == .status(0), "\(result.errorText)")
    return try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
  }

  @Test func `what is added is counted to the instruction, and a body costs the same under every hook`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.ladder, to: "ladder.bpf.c")
    let report = try await report(["ladder.bpf.c", "--annotate"], in: directory)
    var found: [String: ExactFigures] = [:]
    for row in report.rows {
      #expect(row.reason == nil, "\(row.program.name): \(row.reason?.summary ?? "")")
      let exact = try #require(row.exact)
      #expect(exact.boots == 2 && exact.disagreeing.isEmpty, "\(row.program.name)")
      #expect(exact.noise == 0 && exact.isSteady, "\(row.program.name)")
      // Where a body's instructions go is the body, to the last of them.
      let lines = try #require(row.lines, "\(row.program.name): \(row.outcomes.first?.untraced?.summary ?? "")")
      #expect(lines.beside == 0, "\(row.program.name)")
      #expect(lines.lines.reduce(lines.entry - lines.empty) { $0 + $1.instructions } == exact.body)
      if row.program.name.hasPrefix("lookup") {
        #expect(lines.lines.first?.calls.map(\.name) == ["bpf_map_lookup_elem"], "\(row.program.name)")
        #expect(lines.lines.first?.text.contains("bpf_map_lookup_elem(&seen, &key)") ?? false)
      }
      let listing = try #require(row.listing)
      #expect(listing.reduce(0) { $0 + $1.own + $1.called } == lines.lines.reduce(0) { $0 + $1.instructions })
      if let hook = exact.hook, let body = exact.body { #expect(exact.total == hook + body) }
      found[row.program.name] = exact
    }
    #expect(found.count == 17)
    let bodies = found.mapValues(\.body)
    #expect(bodies["none"] == 0)
    #expect(bodies["one"] == 1)
    #expect(bodies["ten"] == 10)
    #expect(bodies["hundred"] == 100)
    let lookups = bodies.filter { $0.key.hasPrefix("lookup") }
    #expect(Set(lookups.values).count == 1, "\(lookups)")
    #expect(try #require(bodies["lookup"] ?? nil) > 50)
    for row in report.rows {
      #expect((row.exact?.hook ?? 0 > 0) == row.isAttached, "\(row.program.name)")
    }
    // Whatever else a connection takes, which is never the same: a kprobe costs what it costs anywhere.
    #expect(found["lookup_connect"]?.hook == found["lookup_kprobe"]?.hook)
    try directory.write(CanonicalJSON.encode(report), to: "out.json")
    try await JSONSchema("docs/bench-report.schema.json").expectValid(directory.path("out.json"))
  }

  @Test func `a body costs the same at another hook, whose arguments it reads, and what cannot move is told`()
    async throws
  {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      struct pt_regs { unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di; }
        __attribute__((preserve_access_index));
      SEC("kprobe/__x64_sys_openat") int opened(struct pt_regs *c) { asm volatile("" :: "r"(c->di)); return 0; }
      char LICENSE[] SEC("license") = "GPL";

      """, to: "opened.bpf.c")
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["what-if", "opened.bpf.c", "--hook", "fentry,tracepoint,kretprobe", "--format", "json"]
        + ["--cache-dir", Machines.directory], directory: directory.url, within: 600)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let rows = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output)).rows
    #expect(
      rows.map(\.program.section) == ["kprobe/__x64_sys_openat", "fentry/__x64_sys_openat", "tracepoint", "kretprobe"])
    try #require(rows.count == 4)
    let body = try #require(rows[0].exact?.body)
    #expect(rows[1].exact?.body == body, "\(rows[1].reason?.summary ?? "")")
    #expect(rows[2].reason?.summary.contains("registers") ?? false, "\(rows[2].reason?.summary ?? "")")
    #expect(rows[3].reason?.summary.contains("gone when") ?? false)
    if let kprobe = rows[0].exact?.hook, let fentry = rows[1].exact?.hook { #expect(fentry < kprobe) }
  }

  @Test func `a change against another object is exact, and one instruction more fails`() async throws {
    let directory = try TemporaryDirectory()
    let text = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      SEC("xdp") int pass(struct xdp_md *c) { BODY return XDP_PASS; }
      SEC("tracepoint/syscalls/sys_enter_getppid") int parent(void *c) { BODY return 0; }
      char LICENSE[] SEC("license") = "GPL";

      """
    try directory.write(text.replacingOccurrences(of: "BODY", with: ""), to: "main.bpf.c")
    let more = "asm volatile(\"r1 += 1\" ::: \"r1\");"
    try directory.write(text.replacingOccurrences(of: "BODY", with: more), to: "head.bpf.c")
    try directory.write("budgets: {pass: {instructions: 0}, p*: {instructions: 1000}}\n", to: "assay.yml")
    let arguments = ["bench", "--exact", "--format", "json", "--cache-dir", Machines.directory]
    let dearer = try await RunningCommand.run(
      Repository.product("assay"), arguments + ["--against", "main.bpf.c", "head.bpf.c"], directory: directory.url,
      within: 600)
    #expect(dearer.ending == .status(1), "\(dearer.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(dearer.output))
    #expect(report.rows.map { $0.exact?.change } == [1, 1])
    #expect(report.rows.map(\.decision) == [.regression, .regression])
    #expect(report.rows.map { $0.budgets.map(\.decision) } == [[.fail], [.pass]])
    let key = try #require(report.rows.first?.key)
    #expect(key.image?.count == 64 && key.emulator?.hasPrefix("QEMU emulator version") ?? false)
    #expect(key.processor == "max" && key.commandLine?.contains("mitigations=off") ?? false)
    #expect(key.compiler?.contains("clang version") ?? false)
  }

  @Test func `what another program becomes is counted to the instruction, and what it hides is not told`() async throws
  {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      SEC("tracepoint/syscalls/sys_enter_execve") int called(void *c) { return 0; }
      SEC("tracepoint/sched/sched_process_exec") int became(void *c) { asm volatile("r1 += 1" ::: "r1"); return 0; }
      SEC("tracepoint/sched/sched_process_fork") int forked(void *c) { return 0; }
      SEC("raw_tp/sys_enter") int sampled(void *c) { return bpf_get_prandom_u32() % 100 ? 0 : bpf_ktime_get_ns() & 2; }
      char LICENSE[] SEC("license") = "GPL";

      """, to: "exec.bpf.c")
    let rows = try await report(["exec.bpf.c"], in: directory).rows
    #expect(rows.map { $0.outcomes.first?.driver } == [.exec, .exec, .fork, .getppid])
    #expect(rows.allSatisfy { $0.exact?.disagreeing.isEmpty ?? false && $0.exact?.isSteady ?? false })
    #expect(rows.map { $0.exact?.body }.prefix(3) == [0, 1, 0])
    #expect(rows.map { ($0.exact?.hook ?? 0) > 0 } == [true, false, true, true])
    #expect(rows.map { $0.drawsRandomNumbers } == [false, false, false, true])
  }

  /// Figures that machines of one kind have in common: a machine where all that they depend on is the same counts the same.
  @Test func `the tour takes what it took on other machines`() async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["bench", "--exact", "--kernel", "debian:6.12", "--format", "json", "--cache-dir", Machines.directory]
        + ["corpus/tour"], directory: Repository.path("."), within: 600)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let rows = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output)).rows.filter { $0.exact != nil }
    #expect(rows.count > 30)
    let isOdd = { (row: BenchRow) in row.exact?.disagreeing != [] || row.exact?.areWhole != true }
    let odd = rows.filter(isOdd)
    // On a machine whose cores are all wanted, a deed was seen once that the two boots did not do alike.
    #expect(odd.count <= 1 && odd.allSatisfy { $0.exact?.disagreeing == [.bare] }, "\(odd.map(\.exact))")
    let key = try #require(rows.first?.key)
    var lines = [key.image, key.emulator, key.processor, key.commandLine, key.compiler].map { "# \($0 ?? "-")" }
    lines += rows.map { row in
      let name = [row.input, row.program.name, row.caseName ?? "-"]
      // What a uprobe's hook takes follows the mappings of the worker, which every build of it has its own of.
      let isKnown = row.outcomes.first?.driver != .function
      let hook = isOdd(row) ? "boots differ" : isKnown ? row.exact?.hook.map(String.init) : nil
      return (name + [hook ?? "-", row.exact?.body.map(String.init) ?? "-"]).joined(separator: "\t")
    }
    let golden = "Tests/CommandTests/Golden/tour-counts.tsv"
    let known = try? String(contentsOf: Repository.path(golden), encoding: .utf8)
    if let known {
      // A hook that boots do not agree on is held to nothing; the body is.
      let said = known.split(separator: "\n").map(String.init)
      lines = lines.map { line in
        let parts = line.split(separator: "\tboots differ\t")
        return parts.count == 2
          ? said.first { $0.hasPrefix(parts[0] + "\t") && $0.hasSuffix("\t" + parts[1]) } ?? line : line
      }
    }
    let isSameKind = known.map {
      $0.split(separator: "\n").filter { $0.hasPrefix("# ") } == lines.prefix(5).map { $0[...] }
    }
    // Another kernel, emulator or compiler counts otherwise: then there is nothing to hold it to.
    guard isSameKind ?? true else { return }
    expectGolden(lines.joined(separator: "\n") + "\n", at: golden)
  }
}
