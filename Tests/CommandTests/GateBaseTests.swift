import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// `assay gate` against a commit: of a project that makes its objects by a command, and where time is taken.
@Suite(.requires("clang", "host:xdp")) struct GateBaseTests {
  private let work: TemporaryDirectory
  private let cache: TemporaryDirectory

  /// What a project's own build does: it asks git what it is of, and has no rights beyond its folder.
  private static let build = """
    set -eu
    mkdir -p build
    git describe --tags --always --dirty >build/version
    test -z "$(git status --porcelain --untracked-files=no)" || echo changed >>build/version
    for source in src/*.bpf.c; do
      clang -target bpf -O2 -g -I include -c "$source" -o "build/$(basename "$source" .c).o"
    done

    """

  init() throws {
    work = try TemporaryDirectory()
    cache = try TemporaryDirectory()
    try work.write(
      """
      #define SEC(name) __attribute__((section(name), used))
      #define PASS 2

      """, to: "include/own.h")
    try work.write(Self.build, to: "build.sh")
    try work.write("build/\n", to: ".gitignore")
    for name in ["steady", "moving"] { try program(name) }
    try settings()
  }

  private func settings(_ more: String = "") throws {
    try work.write("build: sh build.sh\nobjects: build/*.bpf.o\nkernels: host\n\(more)", to: "assay.yml")
  }

  private func program(_ name: String, body: String = "") throws {
    let source = """
      #include "own.h"
      char LICENSE[] SEC("license") = "GPL";
      SEC("xdp") int \(name)(void *ctx) { \(body) return PASS; }

      """
    try work.write(source, to: "src/\(name).bpf.c")
  }

  /// A body that takes some two thousand instructions.
  private static let dear = "for (int i = 0; i < 1000; i++) asm volatile(\"r1 = 0\" ::: \"r1\");"

  private func git(_ arguments: String...) async throws {
    let result = try await RunningCommand.run(
      try #require(Executables.find("git")), ["-c", "user.name=a", "-c", "user.email=a@example.org"] + arguments,
      directory: work.url)
    try #require(result.ending == .status(0), "\(result.errorText)")
  }

  private func commit() async throws {
    try await git("init", "-q")
    try await git("add", "-A")
    try await git("commit", "-qm", "all")
    try await git("tag", "v1")
  }

  private func gate(_ arguments: String...) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["gate", "--cache-dir", cache.url.path] + arguments,
      environment: [
        "NO_COLOR": "1", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": "", "TMPDIR": cache.url.path,
      ],
      directory: work.url, within: 300)
  }

  @Test func `the objects of a commit are made by the commit's own commands`() async throws {
    try await commit()
    let none = try await gate("--changed-since", "v1")
    #expect(none.ending == .status(0), "\(none.outputText)\(none.errorText)")
    #expect(none.outputText.hasPrefix("pass  2 inputs are as in v1"), "\(none.outputText)")
    // Another command, a header that only this commit has, a program that is dearer.
    try work.write("#include \"own.h\"\n", to: "include/more.h")
    try work.write(Self.build.replacing("-I include", with: "-I include -include more.h"), to: "build.sh")
    try program("moving", body: Self.dear)
    let grown = try await gate("--changed-since", "v1")
    #expect(grown.ending == .status(1), "\(grown.outputText)\(grown.errorText)")
    #expect(
      grown.outputText.hasPrefix("FAIL  moving has ") && grown.outputText.contains("more than in the base commit")
        && grown.outputText.contains("1 unchanged since v1"), "\(grown.outputText)")
    let version = try String(contentsOf: work.path("build/version"), encoding: .utf8)
    #expect(version == "v1-dirty\nchanged\n")
    // Nothing is left of the commit's files, and nothing is new in the repository.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: cache.url.path).allSatisfy { !$0.hasPrefix("assay-base") })
    try await git("diff", "--quiet", "v1", "--", "src/steady.bpf.c")
  }

  @Test func `a commit that cannot be built decides nothing`() async throws {
    try work.write("echo it never worked >&2; exit 7\n", to: "build.sh")
    try await commit()
    try work.write(Self.build, to: "build.sh")
    let result = try await gate("--changed-since", "HEAD")
    #expect(result.ending == .status(3), "\(result.outputText)\(result.errorText)")
    #expect(
      result.errorText == "error: build: in HEAD: 'sh build.sh' ended with status 7\n  it never worked\n",
      "\(result.errorText)")
    let alone = try await gate()
    #expect(alone.ending == .status(0), "\(alone.outputText)\(alone.errorText)")
  }

  @Test func `other cases or settings are looked at, too, where the objects are as they were`() async throws {
    try work.write("sources: src/*.bpf.c\ncflags: [-I, include]\nkernels: host\n", to: "assay.yml")
    let cases = "cases:\n  - name: passes\n    packet: {eth: {}, arp: {}}\n    expect: {return: XDP_PASS}\n"
    try work.write(cases, to: "src/steady.test.yml")
    try await commit()
    try work.write(cases.replacing("XDP_PASS", with: "XDP_DROP"), to: "src/steady.test.yml")
    let wrong = try await gate("--changed-since", "HEAD")
    #expect(wrong.ending == .status(1), "\(wrong.outputText)\(wrong.errorText)")
    #expect(
      wrong.outputText.hasPrefix("FAIL  steady: case 'passes' fails")
        && wrong.outputText.contains("1 unchanged since HEAD"), "\(wrong.outputText)")
    try work.write(cases, to: "src/steady.test.yml")
    try work.write(
      "sources: src/*.bpf.c\ncflags: [-I, include]\nkernels: host\nexpect:\n  moving: {host: rejected}\n",
      to: "assay.yml")
    let expected = try await gate("--changed-since", "HEAD")
    #expect(expected.ending == .status(1), "\(expected.outputText)\(expected.errorText)")
    #expect(
      expected.outputText.contains("moving is accepted, and is expected to be rejected")
        && expected.outputText.contains("assay.yml is not as in HEAD: all inputs are looked at"),
      "\(expected.outputText)")
  }

  /// What a template for forks names is machines: their `assay.yml` must not have programs loaded here.
  @Test(.requires("vm:6.12")) func `time is not taken here where only machines are asked for`() async throws {
    try settings("bench: native\n")
    try await commit()
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["gate", "--cache-dir", Machines.directory, "--no-cache", "--kernel", "debian:6.12", "--format", "json"],
      directory: work.url, within: 300)
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(result.output))
    #expect(result.ending == .status(0), "\(report.problems)\(result.errorText)")
    #expect(report.native == nil && Set(report.verify.rows.map(\.kernel?.name)) == ["debian:6.12"])
    #expect(report.notes == ["no time was taken: the kernels that were asked for leave this machine out"])
  }

  @Test func `time is taken where it is asked for, and held against budgets and the commit`() async throws {
    try program("moving", body: Self.dear)
    try settings("bench: native\nbudgets: {moving: {ns_per_run: 1000000}}\n")
    try await commit()
    let kept = try await gate("--format", "json")
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(kept.output))
    #expect(kept.ending == .status(0), "\(report.problems)\(kept.errorText)")
    let rows = report.native?.rows ?? []
    #expect(Set(rows.map(\.program.name)) == ["moving", "steady"] && rows.allSatisfy { $0.costs != nil })
    try settings("budgets: {moving: {ns_per_run: 10}}\n")
    let over = try await gate("--native")
    #expect(over.ending == .status(1), "\(over.outputText)\(over.errorText)")
    #expect(
      over.outputText.prefixMatch(of: /FAIL  moving takes [0-9.,]+ ns, and may take 10 ns, on host\n/) != nil,
      "\(over.outputText)")
    #expect(over.outputText.contains(/TIME[^\n]*\n.*moving.* [0-9.]+ ±[0-9.]+ ns/), "\(over.outputText)")
    let untaken = try await gate()
    #expect(untaken.ending == .status(0), "\(untaken.outputText)\(untaken.errorText)")
    #expect(untaken.outputText.contains("budgets of time are not looked at"), "\(untaken.outputText)")
    // Ten times as dear as in the commit; a machine that is too busy to tell does not let it pass either.
    try settings("growth: {verified_instructions: ignore, states: ignore}\n")
    try program("moving", body: Self.dear.replacing("1000", with: "10000"))
    let slower = try await gate("--native", "--against", "HEAD")
    #expect(
      slower.ending == .status(1)
        && slower.outputText.hasPrefix("FAIL  moving takes more time than in the base commit")
        || slower.ending == .status(3)
          && slower.outputText.hasPrefix("UNDECIDED  whether moving takes more time than in the base commit"),
      "\(slower.outputText)\(slower.errorText)")
  }
}
