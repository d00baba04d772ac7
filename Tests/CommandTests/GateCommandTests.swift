import Foundation
import Jobs
import Records
import Reports
import Testing
import TestSupport

/// `assay gate`, `baseline`, `merge` and `config` on a small project and the running kernel.
@Suite(.requires("clang", "host:xdp")) struct GateCommandTests {
  private let work: TemporaryDirectory
  private let cache: TemporaryDirectory

  private static let source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    SEC("xdp")
    int pass_all(struct xdp_md *ctx)
    {
    	return XDP_PASS;
    }

    char LICENSE[] SEC("license") = "GPL";

    """

  init() throws {
    work = try TemporaryDirectory()
    cache = try TemporaryDirectory()
    try work.write(Self.source, to: "src/pass.bpf.c")
    try work.write(
      "cases:\n  - name: passes\n    packet: {eth: {}, arp: {}}\n    expect: {return: XDP_PASS}\n",
      to: "src/pass.test.yml")
  }

  private func assay(
    _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> RunningCommand.Result {
    let needsCache = arguments.first.map { ["gate", "baseline"].contains($0) } ?? false
    let place = needsCache && arguments.dropFirst().first != "show" ? ["--cache-dir", cache.url.path] : []
    return try await RunningCommand.run(
      Repository.product("assay"), arguments + place,
      environment: ["NO_COLOR": "1", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": ""]
        .merging(environment) { $1 }, directory: work.url, within: 300)
  }

  private func settings(_ text: String) throws { try work.write(text, to: "assay.yml") }

  @Test func `three lines are a project, and the second run asks no kernel`() async throws {
    try settings("sources: src/*.bpf.c\nkernels: host\nwarns: lint\n")
    let first = try await assay("gate")
    #expect(first.ending == .status(0), "\(first.outputText)\(first.errorText)")
    #expect(first.outputText.hasPrefix("pass  1 program loads on 1 kernel, 1 case passes"), "\(first.outputText)")
    let second = try await assay("gate")
    #expect(second.outputText.contains("2 of 2 answers known"), "\(second.outputText)")
    // Another body is asked anew; other lines only where lines are told.
    try work.write(Self.source.replacing("SEC(\"xdp\")", with: "\n// xdp\nSEC(\"xdp\")"), to: "src/pass.bpf.c")
    let moved = try await assay("gate")
    #expect(moved.outputText.contains("1 of 2 answers known"), "\(moved.outputText)")
  }

  @Test func `what fails is not remembered as good`() async throws {
    try settings("sources: src/*.bpf.c\n")
    try work.write(Self.source.replacing("XDP_PASS", with: "XDP_DROP"), to: "src/pass.bpf.c")
    for _ in 0..<2 {
      let result = try await assay("gate")
      #expect(result.ending == .status(1), "\(result.errorText)")
      #expect(
        result.outputText.hasPrefix("FAIL  pass_all: case 'passes' fails: return: expected XDP_PASS (2), got XDP_DROP"),
        "\(result.outputText)")
    }
    try settings("sources: src/*.bpf.c\nwarns: tests\n")
    let warned = try await assay("gate")
    #expect(warned.ending == .status(0) && warned.outputText.contains("warning  "), "\(warned.outputText)")
  }

  @Test func `budgets, expectations and what fits nothing are told with their places`() async throws {
    try settings("sources: src/*.bpf.c\nbudgets:\n  pass_all: {verified_instructions: 1}\n")
    let over = try await assay("gate")
    #expect(over.ending == .status(1))
    #expect(
      over.outputText.hasPrefix("FAIL  pass_all has 2 verified instructions, and may have 1, on host\n"),
      "\(over.outputText)")
    #expect(over.outputText.contains("assay.yml:3:37: "), "\(over.outputText)")
    try settings("sources: src/*.bpf.c\nexpect:\n  pass_all: {host: rejected}\n")
    let loads = try await assay("gate")
    #expect(loads.ending == .status(1))
    #expect(loads.outputText.contains("pass_all is accepted, and is expected to be rejected"), "\(loads.outputText)")
    try settings("sources: src/*.bpf.c\nexpect:\n  gone: {host: rejected}\n")
    let unfit = try await assay("gate")
    #expect(unfit.ending == .status(2) && unfit.outputText.contains("no program fits 'gone'"), "\(unfit.outputText)")
    // Where only some kernels are asked, what is expected of others is not held against anything.
    try settings("sources: src/*.bpf.c\nexpect:\n  pass_all: {\"debian:5.10\": rejected}\n")
    let chosen = try await assay("gate", "--kernel", "host")
    #expect(chosen.ending == .status(0), "\(chosen.outputText)")
    try work.write(
      Self.source.replacing("return XDP_PASS", with: "return *(int *)(long)ctx->data"), to: "src/pass.bpf.c")
    try settings("sources: src/*.bpf.c\nexpect:\n  pass_all: {host: rejected}\n")
    let met = try await assay("gate")
    #expect(met.ending == .status(0), "\(met.outputText)\(met.errorText)")
  }

  @Test func `what does not hold of one variant is told of that one`() async throws {
    let source = Self.source.replacing(
      "\treturn", with: "#ifdef WIDE\n\tasm volatile(\"r1 = 0\" ::: \"r1\");\n#endif\n\treturn")
    try work.write(source, to: "src/pass.bpf.c")
    try settings(
      "sources: src/*.bpf.c\nvariants:\n  plain: {}\n  wide: {cflags: [-DWIDE]}\n  set: {globals: {absent: 1}}\n"
        + "budgets: {pass_all: {verified_instructions: 2}}\n")
    let result = try await assay("gate", "--report", "junit=junit.xml")
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    for line in [
      "ok    xdp/pass_all [plain]  1 of 1", "FAIL  xdp/pass_all [wide]   1 of 1",
      "FAIL  src/pass.bpf.c [set]  loader  ",
      "pass_all has 3 verified instructions, and may have 2 (variant wide), on host",
      "src/pass.bpf.c cannot be loaded: the object has no global 'absent'",
    ] {
      #expect(result.outputText.contains(line), "\(line): \(result.outputText)")
    }
  }

  @Test func `commands of the file make the objects, and one that fails is told with its words`() async throws {
    try settings("sources: made/*.bpf.c\nbuild: mkdir -p made && cp src/pass.bpf.c made\n")
    let made = try await assay("gate")
    #expect(made.ending == .status(0), "\(made.outputText)\(made.errorText)")
    try settings("sources: made/*.bpf.c\nbuild: \"echo it is broken >&2; exit 7\"\n")
    let broken = try await assay("gate")
    #expect(broken.ending == .status(1))
    #expect(
      broken.errorText == "error: build: 'echo it is broken >&2; exit 7' ended with status 7\n  it is broken\n",
      "\(broken.errorText)")
    let left = try await assay("gate", "--no-build")
    #expect(left.ending == .status(0), "\(left.outputText)\(left.errorText)")
  }

  @Test(arguments: ["verify", "lint", "test"]) func `other commands make objects only when they are asked to`(
    _ command: String
  ) async throws {
    try settings("sources: made/*.bpf.c\nbuild: mkdir -p made && cp src/* made\n")
    let input = command == "test" ? "made/pass.test.yml" : "made/pass.bpf.c"
    let plain = [command, input, "--cache-dir", cache.url.path]
    func run(_ arguments: [String]) async throws -> RunningCommand.Result {
      try await RunningCommand.run(Repository.product("assay"), arguments, directory: work.url)
    }
    #expect(try await run(plain).errorText.contains("no such file"))
    let built = try await run(plain + ["--build"])
    #expect(built.ending == .status(0), "\(built.outputText)\(built.errorText)")
    #expect(try await run(plain).ending == .status(0))
    try settings("sources: made/*.bpf.c\nbuild: \"echo it is broken >&2; exit 7\"\n")
    let broken = try await run(plain + ["--build"])
    #expect(broken.ending == .status(1) && broken.errorText.contains("ended with status 7\n  it is broken"))
    try settings("sources: made/*.bpf.c\n")
    let none = try await run(plain + ["--build"])
    #expect(none.ending == .status(2) && none.errorText == "error: --build: assay.yml has no build: commands\n")
  }

  @Test func `a gate records its run where it is to, with what CI says of it`() async throws {
    try settings("sources: src/*.bpf.c\n")
    let unasked = try await assay("gate")
    #expect(unasked.ending == .status(0) && !FileManager.default.fileExists(atPath: work.path(".assay").path))
    let asked = try await assay("gate", "--record")
    #expect(asked.ending == .status(0) && asked.errorText.hasPrefix("note: recorded "), "\(asked.errorText)")
    #expect(FileManager.default.fileExists(atPath: work.path(".assay/history.sqlite").path))
    #expect(try String(contentsOf: work.path(".assay/.gitignore"), encoding: .utf8) == "*\n")
    try settings("sources: src/*.bpf.c\nhistory: kept/runs.sqlite\n")
    let git = try #require(Executables.find("git"))
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in [
      ["init", "-q"], ["add", "src"], author + ["commit", "-qm", "all"], ["checkout", "-q", "--detach"],
    ] {
      let result = try await RunningCommand.run(git, arguments, directory: work.url)
      try #require(result.ending == .status(0), "\(result.errorText)")
    }
    let service = [
      "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.example", "GITHUB_REPOSITORY": "a/b",
      "GITHUB_RUN_ID": "7", "GITHUB_HEAD_REF": "fix", "GITHUB_REF_NAME": "8/merge", "GITHUB_STEP_SUMMARY": "",
    ]
    let kept = try await assay("gate", environment: service)
    #expect(kept.ending == .status(0), "\(kept.errorText)")
    let lines = try await assay("history", "export").outputText
    #expect(lines.contains(#""branch":"fix""#), "\(lines)")
    #expect(lines.contains(#""link":"https://github.example/a/b/actions/runs/7""#), "\(lines)")
    #expect(lines.split(separator: "\n").count == 1 && lines.contains(#""subject":"all""#), "\(lines)")
    // The report says when it was: it is there already.
    let again = try await assay(
      "history", "record", ".assay/gate.json", "--branch", "fix", "--link", "https://github.example/a/b/actions/runs/7")
    #expect(again.outputText.hasPrefix("already there: "), "\(again.outputText)")
    _ = try await assay("gate", "--no-record")
    _ = try await assay("gate", "--shard", "1/2")
    #expect(try await assay("history", "export").outputText == lines)
    try settings("sources: src/*.bpf.c\nhistory: src\n")
    let unwritable = try await assay("gate")
    #expect(unwritable.ending != .status(0) && unwritable.errorText.contains("error: the run is not recorded: "))
    #expect(unwritable.outputText.hasPrefix("pass"), "\(unwritable.outputText)")
  }

  @Test(arguments: [
    (["--shard", "3/2"], "write 2/5 for the second of five"), (["--shard", "x"], "write 2/5"),
    (["--shard", "1/2", "--record"], "assay merge records"),
    (["--no-record", "--history", "x"], "without --no-record"),
    (["--against", "a", "--changed-since", "b"], "give one of them"), (["--report", "html=x"], "write FORMAT=FILE"),
    (["--against", "HEAD"], "no such commit: HEAD"), (["absent.bpf.c"], "no such file"),
    (["--baseline", "src"], "directory"),
    (["--kernel", "no such"], "no kernel"),
  ])
  func `bad usage is status 2 and names what is wrong`(_ arguments: [String], _ words: String) async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["gate", "--cache-dir", cache.url.path] + arguments, directory: work.url)
    #expect(result.ending == .status(2), "\(result.outputText)\(result.errorText)")
    #expect((result.errorText + result.outputText).contains(words), "\(result.errorText)\(result.outputText)")
  }

  @Test func `coverage goes from the cases to the table, the history and the pages`() async throws {
    try settings("sources: src/*.bpf.c\nkernels: host\ncoverage: true\n")
    let branch = "\tif (ctx->rx_queue_index)\n\t\treturn XDP_DROP;\n\treturn XDP_PASS;"
    try work.write(Self.source.replacing("\treturn XDP_PASS;", with: branch), to: "src/pass.bpf.c")
    let first = try await assay("gate", "--record")
    #expect(first.ending == .status(0), "\(first.outputText)\(first.errorText)")
    #expect(first.outputText.contains("COVERED") && first.outputText.contains("50.0 %"), "\(first.outputText)")
    let known = try await assay("gate", "--format", "json", "-o", "gate.json")
    #expect(known.ending == .status(0), "\(known.errorText)")
    try await JSONSchema("docs/gate-report.schema.json").expectValid(work.path("gate.json"))
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(contentsOf: work.path("gate.json")))
    #expect(report.work == GateWork(done: 0, known: 2))
    #expect(report.coverage?.branches == CoverageCount(covered: 1, total: 2))
    #expect(try await assay("gate", "--no-coverage").outputText.contains("COVERED") == false)
    #expect(try await assay("dashboard", "--output", "pages").ending == .status(0))
    let index = try String(contentsOf: work.path("pages/index.html"), encoding: .utf8)
    #expect(index.contains("<span class=\"doubt\">50.0 %</span>"))
    let page = try #require(
      try FileManager.default.contentsOfDirectory(atPath: work.path("pages").path).first { $0.hasPrefix("program-") })
    let program = try String(contentsOf: work.path("pages/\(page)"), encoding: .utf8)
    #expect(program.contains("no case takes this branch: it needs `ctx-&gt;rx_queue_index`"), "\(program)")
    // The same, measured by the tests alone, in a history of its own.
    let tested = try await assay("test", "src/pass.test.yml", "--coverage-file", "coverage.json")
    #expect(tested.ending == .status(0), "\(tested.errorText)")
    let recorded = try await assay("history", "record", "coverage.json", "--history", "other.sqlite")
    #expect(recorded.ending == .status(0), "\(recorded.outputText)\(recorded.errorText)")
    let trend = try await assay("history", "pass_all", "--history", "other.sqlite")
    #expect(trend.outputText.contains("branch ways that no case takes"), "\(trend.outputText)")
  }

  @Test func `each service finds its files`() async throws {
    try settings("sources: src/*.bpf.c\nreports: {markdown: out/comment.md}\n")
    let summary = work.path("summary.md")
    let github = try await assay(
      "gate", environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary.path])
    #expect(github.ending == .status(0), "\(github.errorText)")
    for name in [".assay/gate.json", ".assay/assay.sarif", "out/comment.md", "summary.md"] {
      #expect(FileManager.default.fileExists(atPath: work.path(name).path), "\(name)")
    }
    #expect(!FileManager.default.fileExists(atPath: work.path(".assay/comment.md").path))
    #expect(try String(contentsOf: summary, encoding: .utf8).hasPrefix("<!-- assay gate -->\n### ✅ assay gate passes"))
    _ = try await assay("gate", "--report-dir", "lab", environment: ["GITLAB_CI": "true"])
    for name in ["code-quality.json", "junit.xml", "metrics.txt", "gate.json"] {
      #expect(FileManager.default.fileExists(atPath: work.path("lab/\(name)").path), "\(name)")
    }
    _ = try await assay("gate", "--report-dir", "jenkins", environment: ["JENKINS_URL": "http://localhost"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: work.path("jenkins").path).sorted()
        == ["assay.sarif", "gate.json", "junit.xml"])
  }

  /// Of a project where something of each part does not hold.
  @Test(.requires("lint-python3")) func `reports are what their readers take`() async throws {
    try settings(
      "sources: src/*.bpf.c\nbudgets: {pass_all: {verified_instructions: 1}}\nexpect: {pass_all: {host: rejected}}\n")
    let source = Self.source.replacing("return XDP_PASS", with: "bpf_printk(\"a \\\"quote\\\"\");\n\treturn XDP_DROP")
    try work.write(source, to: "src/pass.bpf.c")
    try work.write(source.replacing("XDP_DROP", with: "*(int *)(long)ctx->data"), to: "src/refused.bpf.c")
    let kinds: [(String, ReadReport.Form)] = [
      ("json", .json), ("junit", .junit), ("sarif", .sarif), ("code-quality", .codeQuality), ("metrics", .metrics),
      ("markdown", .markdown),
    ]
    let files = kinds.flatMap { ["--report", "\($0.0)=out/\($0.0)"] }
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["gate", "--cache-dir", cache.url.path] + files,
      environment: ["NO_COLOR": "1", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": ""], directory: work.url)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    let texts = try kinds.map { try String(contentsOf: work.path("out/\($0.0)"), encoding: .utf8) }
    for text in texts { #expect(text.contains("pass_all"), "\(text)") }
    try await ReadReport.expectRead(zip(kinds, texts).map { ReadReport($0.0, $0.1, $1) })
    try await JSONSchema("docs/gate-report.schema.json").expectValid(work.path("out/json"))
    let linted = try await assay("lint", "--format", "sarif", "--no-kernel", "src", "--cache-dir", cache.url.path)
    let tested = try await assay("test", "--format", "junit", "src", "--cache-dir", cache.url.path)
    try await ReadReport.expectRead([
      ReadReport("lint", .sarif, linted.outputText), ReadReport("test", .junit, tested.outputText),
    ])
  }

  @Test func `a baseline of the running kernel keeps what is the same everywhere`() async throws {
    try settings("sources: src/*.bpf.c\n")
    let mapped = Self.source.replacing(
      "SEC(\"xdp\")",
      with: """
        struct {
        	__uint(type, BPF_MAP_TYPE_ARRAY);
        	__uint(max_entries, 64);
        	__type(key, __u32);
        	__type(value, __u64);
        } hits SEC(".maps");

        SEC("xdp")
        """
    ).replacing(
      "\treturn", with: "\t__u32 key = 0;\n\n\tif (bpf_map_lookup_elem(&hits, &key))\n\t\treturn XDP_PASS;\n\treturn")
    try work.write(mapped, to: "src/pass.bpf.c")
    let update = try await assay("baseline", "update", "--no-exact")
    #expect(update.ending == .status(0), "\(update.errorText)")
    #expect(update.outputText == "assay.baseline: 1 figure, 1 new\n")
    let shown = try await assay("baseline", "show")
    #expect(shown.outputText.contains("bytes of maps"), "\(shown.outputText)")
    try work.write(mapped.replacing("entries, 64", with: "entries, 640"), to: "src/pass.bpf.c")
    let grown = try await assay("gate")
    #expect(grown.ending == .status(1), "\(grown.outputText)")
    #expect(grown.outputText.contains("more than the baseline"), "\(grown.outputText)")
    let kept = try await assay("baseline", "update", "--no-exact")
    #expect(kept.outputText.contains("1 figure grew and stays as before (pass_all)"), "\(kept.outputText)")
    _ = try await assay("gate", "--format", "json", "-o", "gate.json")
    let accepted = try await assay(
      "baseline", "accept", "pass_all", "--from", "gate.json", "--reason", "ten times the hits", "--until", "2099-12")
    #expect(accepted.ending == .status(0), "\(accepted.errorText)")
    let passes = try await assay("gate")
    #expect(passes.ending == .status(0), "\(passes.outputText)")
    #expect(passes.outputText.contains("2099-12: ten times the hits"), "\(passes.outputText)")
    // Another compiler is said before the code.
    let file = work.path("assay.baseline")
    let other = try String(contentsOf: file, encoding: .utf8)
    let key = try #require(other.split(separator: "\n").first { $0.hasPrefix("key ") })
    try work.write(
      other.replacing(key, with: "key d1ab0c6c6ce4 compiler=\"clang version 1\"").replacing(
        key.split(separator: " ")[1], with: "d1ab0c6c6ce4"), to: "assay.baseline")
    let damaged = try await assay("gate")
    #expect(
      damaged.ending == .status(2) && damaged.errorText.contains("assay.baseline:3:5: the key is not what its name"))
    let digest = try #require(damaged.errorText.firstMatch(of: /digest of \(([0-9a-f]{12})\)/)).output.1
    let mended = try String(contentsOf: file, encoding: .utf8).replacing("d1ab0c6c6ce4", with: digest)
    try work.write(mended, to: "assay.baseline")
    let undecided = try await assay("gate")
    #expect(undecided.ending == .status(3), "\(undecided.outputText)")
    #expect(
      undecided.outputText.hasPrefix("UNDECIDED  the compiler changed: clang version 1, now clang version"),
      "\(undecided.outputText)")
  }

  @Test func `the effective configuration says what holds`() async throws {
    let none = try await assay("config")
    #expect(none.ending == .status(2) && none.errorText.contains("assay init"), "\(none.errorText)")
    try settings("sources: src/*.bpf.c\nwarns: growth\n")
    let printed = try await assay("config", "--print")
    #expect(printed.outputText.contains("blocks: [load, tests, lint, budgets]\n"), "\(printed.outputText)")
    try work.write(printed.outputText, to: "assay.yml")
    let again = try await assay("config", "--print")
    #expect(again.outputText == printed.outputText)
    try settings("sorces: a\n")
    let wrong = try await assay("gate")
    #expect(wrong.ending == .status(2))
    #expect(
      wrong.errorText.contains("assay.yml:1:1: unknown key 'sorces'; did you mean 'sources'?\n  sorces: a\n  ^"),
      "\(wrong.errorText)")
  }
}
