import Foundation
import Jobs
import Measuring
import Records
import Reports
import TestSupport
import Testing

/// `assay history` as a user runs it.
@Suite struct HistoryCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func assay(_ arguments: [String], input: String = "") async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["history"] + arguments,
      environment: ["GIT_CEILING_DIRECTORIES": directory.url.deletingLastPathComponent().path],
      directory: directory.url, input: Array(input.utf8))
  }

  private func git(_ arguments: [String]) async throws {
    let git = try #require(Executables.find("git"))
    let result = try await RunningCommand.run(
      git,
      ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"] + arguments,
      directory: directory.url)
    #expect(result.ending == .status(0), "\(result.errorText)")
  }

  /// A report of a load that walked so many instructions.
  private func report(_ walked: Int, name: String = "drop") throws -> String {
    var outcome = ProgramOutcome(
      program: ProgramIdentity(name: name, section: "xdp", type: "xdp"), verdict: .accepted)
    outcome.figures.verifiedInstructions = walked
    let row = VerifyRow(
      input: "bpf/a.bpf.c", kernel: KernelIdentity(name: "host", release: "6.18", machine: "x86_64"), outcome: outcome)
    return try CanonicalJSON.document(VerifyReport(assay: "0.1.0", rows: [row]))
  }

  @Test func `a program's figures are shown with the commits that moved them`() async throws {
    try await git(["init", "-q"])
    for (day, walked) in [100, 100, 140, 140].enumerated() {
      try directory.write("\(day)", to: "file")
      try await git(["add", "file"])
      try await git(["commit", "-q", "-m", "Day \(day)"])
      try directory.write(try report(walked), to: "verify.json")
      let result = try await assay(["record", "verify.json", "--time", "2026-11-0\(day + 1)"])
      #expect(result.ending == .status(0), "\(result.errorText)")
      #expect(result.outputText.hasPrefix("recorded ") && result.outputText.contains(" of main: 1 figure, 1 verdict,"))
    }
    let again = try await assay(["record", "verify.json", "--time", "2026-11-04"])
    #expect(again.ending == .status(0) && again.outputText.hasPrefix("already there: "))

    let shown = try await assay(["drop"])
    #expect(shown.ending == .status(0), "\(shown.errorText)")
    let lines = shown.outputText.split(separator: "\n").map {
      $0.split(separator: " ").dropFirst().joined(separator: " ")
    }
    #expect(lines.contains("2026-11-01 2 100 Day 0"), "\(shown.outputText)")
    #expect(lines.contains("2026-11-03 2 140 +40 (+40.0 %) Day 2"), "\(shown.outputText)")
    let list = try await assay([])
    #expect(list.outputText.contains("verified instructions +40 (+40.0 %)"), "\(list.outputText)")
    let json = try await assay(["drop", "--format", "json"])
    let report = try CanonicalJSON.decode(TrendReport.self, from: Data(json.output))
    #expect(report.branch == "main" && report.trends.first?.steps.map(\.point) == [2])
    #expect(report.runs.allSatisfy { !$0.isDirty && $0.commit?.utf8.count == 40 })

    let lost = try await assay(["dorp"])
    #expect(lost.ending == .status(2) && lost.errorText.contains("did you mean drop?"))
    let branch = try await assay(["drop", "--branch", "next"])
    #expect(branch.ending == .status(2) && branch.errorText.contains("no run is of branch next: there are main"))
  }

  @Test func `runs go out and in as lines, and a bad line is named`() async throws {
    for walked in [3, 4] {
      try directory.write(try report(walked, name: "it's\u{1B}[31m \"<b>\""), to: "verify.json")
      let result = try await assay(["record", "verify.json", "--time", "2026-11-0\(walked)", "--history", "a.sqlite"])
      #expect(result.ending == .status(0), "\(result.errorText)")
    }
    let lines = try await assay(["export", "--history", "a.sqlite"])
    #expect(lines.ending == .status(0) && lines.outputText.split(separator: "\n").count == 2)
    let taken = try await assay(["import", "-", "--history", "b.sqlite"], input: lines.outputText + "\n")
    #expect(taken.outputText == "2 runs, 2 of them new, in b.sqlite\n", "\(taken.errorText)")
    #expect(try await assay(["export", "--history", "b.sqlite"]).outputText == lines.outputText)
    #expect(try await assay(["--history", "b.sqlite"]).outputText.contains("it's\\x1b[31m"))

    try directory.write(lines.outputText + "{\"half\":\n", to: "bad.jsonl")
    let bad = try await assay(["import", "bad.jsonl", "--history", "c.sqlite"])
    #expect(bad.ending == .status(2))
    #expect(bad.errorText == "error: bad.jsonl:3 is no run of assay history export\n")
    #expect(try await assay(["export", "--history", "c.sqlite"]).outputText.isEmpty)

    let pruned = try await assay(["prune", "--before", "2026-11-04", "--history", "a.sqlite"])
    #expect(pruned.outputText == "dropped 1 run before 2026-11-04 00:00 UTC\n")
  }

  /// Where there is none yet, each finds what the others are making.
  @Test func `processes that make a history at once make one`() async throws {
    for writer in 0..<8 { try directory.write(try report(100 + writer, name: "p\(writer)"), to: "\(writer).json") }
    for round in 0..<5 {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            let result = try await assay(["record", "\(writer).json", "--history", "\(round).sqlite"])
            #expect(result.ending == .status(0), "\(result.errorText)")
          }
        }
        try await group.waitForAll()
      }
      let lines = try await assay(["export", "--history", "\(round).sqlite"])
      #expect(lines.outputText.split(separator: "\n").count == 8, "\(lines.errorText)")
    }
  }

  /// Eight processes make the history, record into it, read it and drop old readings, all at once.
  @Test func `processes that write at once lose nothing`() async throws {
    for writer in 0..<8 { try directory.write(try report(100 + writer, name: "p\(writer)"), to: "\(writer).json") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for day in 1...5 {
            let result = try await assay(["record", "\(writer).json", "--time", "2026-11-0\(day)"])
            #expect(result.ending == .status(0), "\(result.errorText)")
            #expect(result.outputText.hasPrefix("recorded "), "\(result.outputText)")
          }
        }
      }
      group.addTask {
        for _ in 0..<5 {
          let lines = try await assay(["export"])
          // Until the first has made it there is none.
          guard lines.ending == .status(0) else {
            #expect(lines.errorText.contains("there is no history"), "\(lines.errorText)")
            continue
          }
          let taken = try await assay(["import", "-", "--history", "copy.sqlite"], input: lines.outputText)
          #expect(taken.ending == .status(0), "\(taken.errorText)")
          let pruned = try await assay(["prune", "--readings", "--before", "2026-11-04"])
          #expect(pruned.ending == .status(0), "\(pruned.errorText)")
        }
      }
      try await group.waitForAll()
    }
    let lines = try await assay(["export"])
    #expect(lines.outputText.split(separator: "\n").count == 40, "\(lines.errorText)")
    for writer in 0..<8 {
      let shown = try await assay(["p\(writer)", "--format", "json"])
      let trend = try CanonicalJSON.decode(TrendReport.self, from: Data(shown.output)).trends.first
      #expect(trend?.points.map(\.value) == Array(repeating: Double(100 + writer), count: 5), "\(shown.errorText)")
    }
    let whole = try await assay(["import", "-", "--history", "whole.sqlite"], input: lines.outputText)
    #expect(whole.outputText == "40 runs, 40 of them new, in whole.sqlite\n", "\(whole.errorText)")
    #expect(try await assay(["export", "--history", "whole.sqlite"]).outputText == lines.outputText)
  }

  @Test func `what is no report and what is no history are said to be so`() async throws {
    let missing = try await assay([])
    #expect(missing.ending == .status(2))
    #expect(missing.errorText.contains("there is no history at .assay/history.sqlite"))
    try directory.write("{\"format\": 1, \"rows\": 3}", to: "odd.json")
    let odd = try await assay(["record", "odd.json"])
    #expect(odd.ending == .status(2) && odd.errorText.contains("odd.json is a damaged report"))
    try directory.write("hello", to: "text")
    let text = try await assay(["record", "text"])
    #expect(text.ending == .status(2) && text.errorText.contains("text is no report of assay verify"))
    try directory.write(try report(1), to: "verify.json")
    let none = try await assay(["record", "verify.json", "--history", "text"])
    #expect(none.ending == .status(2) && none.errorText.contains("text is no history"), "\(none.errorText)")
    #expect(try String(contentsOf: directory.path("text"), encoding: .utf8) == "hello")
    let commit = try await assay(["record", "verify.json", "--commit", "main"])
    #expect(commit.ending == .status(2) && commit.errorText.contains("this is no repository"), "\(commit.errorText)")
    #expect(!FileManager.default.fileExists(atPath: directory.path(".assay").path))
  }

  @Test func `the pages of a history are written, and those that are out of date go`() async throws {
    for (day, name) in ["old", "new"].enumerated() {
      let verify = try report(10, name: name)
      let gate =
        """
        {"format": 1, "assay": "0.1.0", "status": "pass", "problems": [], "figures": [], "optionalKernels": [],
         "unchanged": [], "work": {"done": 1, "known": 0}, "notes": [], "verify": \(verify),
         "lint": {"format": 1, "assay": "0.1.0", "findings": [], "suppressed": 0, "inputs": 1, "programs": 1, "notes": []},
         "tests": {"format": 1, "assay": "0.1.0", "cases": [], "notes": []}}
        """
      try directory.write(gate, to: "gate.json")
      let result = try await assay(["record", "gate.json", "--time", "2026-11-0\(day + 1)"])
      #expect(result.ending == .status(0), "\(result.errorText)")
      #expect(result.outputText.hasPrefix("recorded a run without a commit: 1 figure, 1 verdict,"))
    }
    func dashboard(_ arguments: [String]) async throws -> RunningCommand.Result {
      try await RunningCommand.run(
        Repository.product("assay"), ["dashboard", "--output", "pages"] + arguments, directory: directory.url)
    }
    let first = try await dashboard(["--title", "Mine"])
    #expect(first.ending == .status(0) && first.outputText == "3 pages of 2 runs in pages\n", "\(first.errorText)")
    try directory.write("mine", to: "pages/program-mine.html")
    let index = try Data(contentsOf: directory.path("pages/index.html"))
    #expect(try await dashboard(["--title", "Mine"]).outputText == "3 pages of 2 runs in pages\n")
    #expect(try Data(contentsOf: directory.path("pages/index.html")) == index)
    #expect(String(decoding: index, as: UTF8.self).contains("<title>Mine: assay</title>"))
    _ = try await assay(["prune", "--before", "2026-11-02"])
    let less = try await dashboard([])
    #expect(less.outputText == "2 pages of 1 run in pages, 1 out of date removed\n", "\(less.errorText)")
    #expect(FileManager.default.fileExists(atPath: directory.path("pages/program-mine.html").path))
    let odd = try await dashboard(["--commit-url", "javascript:alert(1)//{commit}"])
    #expect(odd.ending == .status(2) && odd.errorText.contains("an address of the web"))
  }

  @Test func `pages are served to this machine, and follow the history`() async throws {
    func record(_ name: String, _ day: Int) async throws {
      try directory.write(try report(10, name: name), to: "verify.json")
      let result = try await assay(["record", "verify.json", "--time", "2026-11-0\(day)"])
      #expect(result.ending == .status(0), "\(result.errorText)")
    }
    try await record("first", 1)
    let server = try RunningCommand(
      Repository.product("assay"), ["dashboard", "--serve", "127.0.0.1:0"], directory: directory.url)
    let port = try await server.servedPort()
    let page = try LoopbackHTTP.get(port, "/")
    #expect(page.status == 200 && page.body.contains(">first</a>") && page.body.contains("http-equiv=\"refresh\""))
    try await record("second", 2)
    #expect(try LoopbackHTTP.get(port, "/index.html").body.contains(">second</a>"))
    #expect(try LoopbackHTTP.get(port, "/../verify.json").status == 404)
    server.signal(SIGTERM)
    #expect(try await server.result().ending == .status(0))
    for arguments in [
      [], ["--serve", "0.0.0.0:8000"], ["--serve", "here"], ["--serve", "127.0.0.1:0", "--output", "x"],
    ] {
      let result = try await RunningCommand.run(
        Repository.product("assay"), ["dashboard"] + arguments, directory: directory.url)
      #expect(result.ending == .status(2), "\(arguments): \(result.errorText)")
    }
  }
}
