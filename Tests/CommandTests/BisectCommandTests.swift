import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// `assay bisect` as a user runs it, in a repository of its own.
@Suite struct BisectCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func run(_ tool: URL, _ arguments: [String]) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      tool, arguments, environment: ["XDG_CACHE_HOME": directory.path("cache").path], directory: directory.path("work"),
      within: 600)
  }

  private func git(_ arguments: [String]) async throws {
    let git = try #require(Executables.find("git"))
    let options = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    let result = try await run(git, options + arguments)
    #expect(result.ending == .status(0), "\(result.errorText)")
  }

  /// A program that adds so many times; nothing that compiles when nil.
  private func commit(_ additions: Int?, _ subject: String) async throws {
    let body = additions.map { String(repeating: "asm volatile(\"%0 += 1\" : \"+r\"(sum));\n", count: $0) } ?? "no C"
    try directory.write(
      """
      char _license[] __attribute__((section("license"), used)) = "GPL";
      __attribute__((section("socket"), used)) int adds(void *ctx) {
        unsigned long sum = 0;
        \(body)
        return sum & 1;
      }
      // \(subject)
      """, to: "work/adds.bpf.c")
    try await git(["add", "."])
    try await git(["commit", "-q", "-m", subject])
  }

  private func history(_ additions: [Int?]) async throws {
    try directory.write("", to: "work/.keep")
    try await git(["init", "-q"])
    for (index, count) in additions.enumerated() { try await commit(count, "Commit \(index)") }
  }

  private func bisect(_ arguments: [String]) async throws -> RunningCommand.Result {
    try await run(Repository.product("assay"), ["bisect"] + arguments)
  }

  @Test(.requires("clang", "host:socket_filter"))
  func `the commit that moved a figure is found, around what does not build`()
    async throws
  {
    try await history([3, 3, 3, nil, 3, 8, 8, nil, 8])
    let result = try await bisect(
      ["--good", "HEAD~8", "--metric", "verified-instructions", "adds.bpf.c", "adds", "--format", "json"])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try CanonicalJSON.decode(BisectReport.self, from: Data(result.output))
    let moved = try #require(report.probes.first { [$0.commit] == report.suspects })
    #expect(moved.subject == "Commit 5" && report.probes.count <= 7)
    #expect(moved.value == report.probes.last?.value && moved.value == (report.probes.first?.value ?? 0) + 5)
    let text = try await bisect(["--good", "HEAD~8", "--metric", "verified-instructions", "adds.bpf.c"])
    #expect(text.outputText.contains("\(moved.commit.prefix(10)) moved it from"), "\(text.outputText)")
    #expect(text.outputText.contains("(+5): Commit 5."))
    // The working directory is as it was.
    let git = try #require(Executables.find("git"))
    #expect(try await run(git, ["status", "--porcelain"]).outputText.isEmpty)
    let equal = try await bisect(["--good", "HEAD~2", "--metric", "verified-instructions", "adds.bpf.c"])
    #expect(equal.ending == .status(0) && equal.outputText.contains("Nothing moved"), "\(equal.errorText)")
  }

  @Test(.requires("clang", "host:socket_filter"))
  func `where commits around the change do not build, all of them are named`()
    async throws
  {
    try await history([3, nil, nil, 8])
    let result = try await bisect(["--good", "HEAD~3", "--metric", "verified-instructions", "adds.bpf.c"])
    #expect(result.ending == .status(3), "\(result.errorText)")
    #expect(result.outputText.contains("One of 3 commits moved it"), "\(result.outputText)")
    let end = try await bisect(
      ["--good", "HEAD~3", "--bad", "HEAD~1", "--metric", "verified-instructions", "adds.bpf.c"])
    #expect(end.ending == .status(3) && end.errorText.contains("error: at HEAD~1: "), "\(end.errorText)")
  }

  @Test(.requires("clang")) func `names that mean nothing are said to`() async throws {
    try await history([1, 2])
    let missing = try await bisect(["--good", "v9", "adds.bpf.c"])
    #expect(missing.ending == .status(2) && missing.errorText.contains("--good: no such commit: v9"))
    let reversed = try await bisect(["--good", "HEAD", "--bad", "HEAD~1", "adds.bpf.c"])
    #expect(reversed.ending == .status(2) && reversed.errorText.contains("is not on the way to"))
    let same = try await bisect(["--good", "HEAD", "adds.bpf.c"])
    #expect(same.ending == .status(2) && same.errorText.contains("are the same commit"))
    let file = try await bisect(["--good", "HEAD~1", "none.bpf.c"])
    #expect(file.ending == .status(2) && file.errorText.contains("no such file: none.bpf.c"))
    let metric = try await bisect(["--good", "HEAD~1", "--metric", "overhead", "adds.bpf.c"])
    #expect(metric.ending == .status(2) && metric.errorText.contains("only exact figures"))
  }
}
