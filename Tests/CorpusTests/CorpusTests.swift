import Foundation
import Jobs
import TestSupport
import Testing

/// The corpus as a user runs it: each file's expectations against the running kernel.
@Suite(.requires("clang", "host:bpf")) struct CorpusTests {
  /// One run for all tests: most of its time is the verifier's and clang's.
  private static let whole = Task {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"),
      ["verify", "corpus", "--kernel", "host", "--format", "json", "--cache-dir", cache.url.path],
      directory: Repository.root, within: 300
    ).verifyReport()
  }

  @Test(arguments: try CorpusFile.all().filter { !$0.tags.contains("vm") })
  func `The running kernel says of a program what its file expects`(_ file: CorpusFile) async throws {
    let rows = try await Self.whole.value.rows.filter { $0.input == file.path }
    #expect(Set(rows.map(\.outcome.program.name)) == Set(file.expectations.map(\.program)))
    for row in rows { try expect(row, in: file) }
  }

  @Test(.requires("host:root", "setpriv"), arguments: try CorpusFile.all().filter { $0.lacksPerfmon })
  func `Without CAP_PERFMON the kernel says what the file expects of that`(_ file: CorpusFile) async throws {
    let user = try LimitedUser()
    let source = try user.write(try Data(contentsOf: file.url), to: "program.bpf.c")
    let report = try await user.assay(
      ["verify", source.path, "--kernel", "host", "--format", "json"], capabilities: ["bpf", "net_admin"]
    ).verifyReport()
    #expect(Set(report.rows.map(\.outcome.program.name)) == Set(file.expectations.map(\.program)))
    for row in report.rows { try expect(row, in: file, without: "CAP_PERFMON") }
  }

  @Test func `Every capability that an expectation lacks is one that is tried`() throws {
    let lacking = Set(try CorpusFile.all().flatMap(\.expectations).compactMap(\.missingCapability))
    #expect(lacking == ["CAP_PERFMON"])
  }

  @Test(arguments: try CorpusFile.all(below: "corpus/tour"))
  func `Every program of the tour is accepted and has all its figures`(_ file: CorpusFile) async throws {
    let rows = try await Self.whole.value.rows.filter { $0.input == file.path }
    try #require(!rows.isEmpty)
    for row in rows {
      try requireType(of: row)
      let figures = row.outcome.figures
      #expect(row.outcome.verdict == .accepted, "\(row.outcome.reason?.summary ?? "")")
      #expect(figures.verifiedInstructions ?? 0 > 0)
      #expect(figures.totalStates != nil && figures.peakStates != nil && figures.maxStatesPerInstruction != nil)
      #expect(figures.markRead != nil)
      #expect(figures.programInstructions ?? 0 > 0)
      #expect(figures.translatedBytes ?? 0 > 0)
      #expect(figures.jitedBytes != nil)
      #expect(figures.stackDepths?.isEmpty == false)
      #expect(figures.worstStack?.functions.first == row.outcome.program.name)
      #expect(figures.verificationMicroseconds.count == 1)
      #expect((figures.memoryPeakBytes == nil) != (figures.memoryPeakMissing == nil))
      #expect(figures.usedMaps != nil)
    }
  }

  /// Skips the test where the kernel loads no program of the row's type.
  private func requireType(of row: VerifyRow) throws {
    // A name from which no type follows is what the loader refuses.
    if row.outcome.verdict == .loader, row.outcome.program.type == nil { return }
    let type = try #require(row.outcome.program.type, "\(row.outcome.reason?.summary ?? "no type")")
    // What of these a host refuses by policy is tagged `vm`.
    if LoadProbe.targeted.contains("\(type)") { return }
    try Requirement("host:\(type)").enforce(required: ProcessInfo.processInfo.environment["ASSAY_REQUIRE"] ?? "")
  }

  /// Expects the row to say what the file does for the kernel that answered.
  private func expect(_ row: VerifyRow, in file: CorpusFile, without capability: String? = nil) throws {
    try requireType(of: row)
    if let release = row.kernel?.release, !file.isJudged(on: release) { return }
    let program = row.outcome.program.name
    let why: Comment = "\(program): \(row.outcome.reason?.summary ?? "no reason")"
    let kernel = try #require(row.kernel, why)
    let expected = try #require(file.expectation(of: program, on: kernel.release, without: capability), why)
    #expect(row.outcome.verdict.rawValue == expected.verdict, why)
    #expect(row.outcome.reason?.id == expected.id, why)
    file.expectSpans(of: row, expected: expected, why)
  }
}

extension CorpusFile {
  /// Whether it says what a load without CAP_PERFMON comes to.
  fileprivate var lacksPerfmon: Bool { expectations.contains { $0.missingCapability == "CAP_PERFMON" } }
}
