import Foundation
import GRDB
import Records
import TestSupport
import Testing

@testable import History

/// What goes into a history comes out of it, whoever else writes, and no file is harmed.
@Suite struct HistoryStoreTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func path(_ name: String = "history.sqlite") -> String { directory.path(name).path }

  private func all(_ store: HistoryStore) throws -> [RunRecord] {
    var runs: [RunRecord] = []
    try store.forEachRun { runs.append($0) }
    return runs
  }

  /// Runs as a store gives them back.
  private func sorted(_ runs: [RunRecord]) -> [RunRecord] {
    runs.map { run in
      var run = run
      run.figures.sort { $0.series < $1.series }
      return run
    }.sorted { $0.head.time < $1.head.time }
  }

  @Test(arguments: 1...20) func `runs come out as they went in, through lines and through a store`(
    seed: UInt64
  ) throws {
    var made = MadeRuns(seed: seed)
    let runs = (0..<5).map { made.run(time: 1000 - $0) }
    let store = try HistoryStore(path("\(seed).sqlite"), creates: true)
    for run in runs { #expect(try store.record(run)) }
    for run in runs { #expect(try !store.record(run), "what is there is not kept twice") }
    #expect(try all(store) == sorted(runs))
    let lines = try all(store).map { try RunLines.line($0) }
    #expect(try lines.map { try RunLines.run($0) } == sorted(runs))
    let copy = try HistoryStore(path("\(seed)-copy.sqlite"), creates: true)
    for line in lines { try copy.record(RunLines.run(line)) }
    #expect(try all(copy).map { try RunLines.line($0) } == lines)
  }

  @Test func `a file that is no history is refused and left as it is`() throws {
    let text = try directory.write(
      "not a database, but long enough to be looked at: \(String(repeating: "x", count: 4096))", to: "text")
    let before = try Data(contentsOf: text)
    #expect(throws: HistoryError(.unusable, "\(text.path) is no history: file is not a database")) {
      try HistoryStore(text.path, creates: true)
    }
    #expect(try Data(contentsOf: text) == before)
  }

  @Test func `a history of an older Assay is brought up, and keeps its runs`() throws {
    var made = MadeRuns(seed: 5)
    let runs = (0..<3).map { made.run(time: $0) }
    let older = try HistoryStore(path(), creates: true)
    for run in runs { try older.record(run) }
    let steps = HistorySchema.steps + ["ALTER TABLE run ADD COLUMN mood TEXT; UPDATE run SET mood = 'calm'"]
    let newer = try HistoryStore(path(), creates: false, steps: steps)
    #expect(try all(newer) == sorted(runs))
    #expect(try newer.read { try String.fetchAll($0, sql: "SELECT mood FROM run") } == ["calm", "calm", "calm"])
    #expect(try newer.record(MadeRuns.run(time: 9, value: 1)))
    // Who has it open still reads and writes it; who opens it now and knows less does not.
    #expect(try older.runs().count == 4)
    let error = #expect(throws: HistoryError.self) { try HistoryStore(path()) }
    #expect(
      error?.description
        == "\(path()) is a history of a newer assay: its tables are of version \(steps.count), and this "
        + "one knows up to \(HistorySchema.steps.count)")
  }

  @Test func `a history from before there was coverage keeps its runs, and takes some then`() throws {
    let steps = HistorySchema.steps
    let old = MadeRuns.run(time: 1, commit: "a", value: 7)
    let line = try RunLines.line(old)
    do {
      let older = try HistoryStore(path(), creates: true, steps: [steps[0]])
      #expect(try older.record(old))
    }
    let store = try HistoryStore(path())
    #expect(try all(store) == [old])
    #expect(try !store.record(old), "it is the same run still")
    #expect(try all(store).map { try RunLines.line($0) } == [line])
    var made = MadeRuns(seed: 2)
    var new = made.run(time: 2)
    new.coverage = [
      RecordedCoverage(
        program: made.program(), branches: .init(covered: 1, total: 4), lines: .init(covered: 1, total: 1), source: [])
    ]
    #expect(try store.record(new))
    #expect(try store.newestCoverage(of: Set(store.runs().map(\.number))) == new.coverage)
    #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
    let error = #expect(throws: HistoryError.self) {
      try HistoryStore(path(), creates: false, steps: [steps[0]])
    }
    #expect(error?.description.contains("is a history of a newer assay") == true)
  }

  /// Each row that goes asks whether a row refers to it: by an index, or by reading all of a table each time.
  @Test func `what nothing refers to is dropped without reading all that is there`() throws {
    let store = try HistoryStore(path(), creates: true)
    let questions =
      ["observation": "content_id", "figure": "object_id"].map { ($0, $1) } + [("figure", "conditions_id")]
    for (table, column) in questions {
      let plan = try store.read { database in
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN SELECT 1 FROM \(table) WHERE \(column) = 1")
          .map { $0["detail"] as String }
      }
      #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(table).\(column): \(plan)")
    }
  }

  @Test func `a step that fails leaves a history as it was`() throws {
    let runs = [MadeRuns.run(time: 1, value: 1)]
    do {
      let store = try HistoryStore(path(), creates: true)
      for run in runs { try store.record(run) }
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path()))
    let steps = HistorySchema.steps + ["UPDATE run SET time = 7; CREATE TABLE run(id INTEGER)"]
    #expect(throws: HistoryError.self) { try HistoryStore(path(), creates: false, steps: steps) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path())) == before)
    #expect(try all(HistoryStore(path())) == runs)
  }

  /// A newer history and a database of something else: not a byte of them changes, and nothing is left beside them.
  @Test(arguments: [
    (
      "PRAGMA application_id = \(HistorySchema.applicationID); PRAGMA user_version = 99",
      "is a history of a newer assay"
    ),
    ("PRAGMA application_id = 7", "is a database of something else"),
    ("PRAGMA user_version = 3", "is a database of something else"),
    ("CREATE TABLE run(id INTEGER)", "is a database of something else"),
  ]) func `a file that is another's is refused and left as it is`(sql: String, words: String) throws {
    for journal in ["DELETE", "WAL"] {
      let place = try TemporaryDirectory()
      let file = place.path("other.sqlite")
      try DatabaseQueue(path: file.path).writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA journal_mode = \(journal); CREATE TABLE other(text TEXT); \(sql)")
      }
      let before = try Data(contentsOf: file)
      for creates in [false, true] {
        let error = #expect(throws: HistoryError.self) { try HistoryStore(file.path, creates: creates) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
      }
      #expect(try Data(contentsOf: file) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path) == ["other.sqlite"])
    }
  }

  @Test func `all runs are of one moment`() throws {
    let history = try HistoryStore(path(), creates: true)
    for time in 1...3 { try history.record(MadeRuns.run(time: time, value: 1)) }
    let other = try HistoryStore(path())
    var seen: [Int] = []
    try history.forEachRun { run in
      // What another process drops or adds meanwhile.
      if seen.isEmpty {
        try other.perform { try $0.execute(sql: "DELETE FROM run WHERE time > 1") }
        try other.record(MadeRuns.run(time: 9, value: 1))
      }
      #expect(run.figures.count == 1)
      seen.append(run.head.time)
    }
    #expect(seen == [1, 2, 3])
    #expect(try all(history).map(\.head.time) == [1, 9])
  }

  @Test func `a history is made only where it is asked for, and its directory with it`() throws {
    #expect(throws: HistoryError.self) { try HistoryStore(path("none/history.sqlite")) }
    #expect(!FileManager.default.fileExists(atPath: path("none")))
    _ = try HistoryStore(path("none/history.sqlite"), creates: true)
    #expect(FileManager.default.fileExists(atPath: path("none/history.sqlite")))
  }

  @Test func `a damaged history is said to be so, and none of its bytes changes`() throws {
    let store = path()
    do {
      let history = try HistoryStore(store, creates: true)
      var made = MadeRuns(seed: 7)
      for time in 1...60 { try history.record(made.run(time: time)) }
    }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    for index in 4096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    try bytes.write(to: URL(fileURLWithPath: store))
    let error = #expect(throws: HistoryError.self) {
      let history = try HistoryStore(store)
      _ = try history.record(MadeRuns.run(time: 99, value: 1))
    }
    #expect(error?.description.contains("is damaged") == true, "\(error?.description ?? "")")
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == bytes)
  }

  @Test func `rows and tables that are not there, or say nothing, are said to be damage`() throws {
    let edits = [
      "DELETE FROM series", "UPDATE host SET json = '{' || id", "DROP TABLE figure",
      "UPDATE content SET json = '[]' || id",
    ]
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    for (number, edit) in edits.enumerated() {
      let file = path("\(number).sqlite")
      var made = MadeRuns(seed: 4)
      let store = try HistoryStore(file, creates: true)
      try store.record(MadeRuns.run(time: 5, value: 1))
      try store.record(made.run(time: 6))
      try DatabaseQueue(path: file, configuration: configuration).write { try $0.execute(sql: edit) }
      let error = #expect(throws: HistoryError.self, "\(edit)") { _ = try all(HistoryStore(file)) }
      #expect(error?.kind == .unusable, "\(edit): \(error?.description ?? "")")
    }
  }

  @Test func `a run that cannot be kept keeps all of its company out`() throws {
    let history = try HistoryStore(path(), creates: true)
    var runs = [MadeRuns.run(time: 1, value: 3), MadeRuns.run(time: 2, value: .nan)]
    #expect(throws: HistoryError.self) { try history.record { runs.isEmpty ? nil : runs.removeFirst() } }
    #expect(try history.runs().isEmpty)
  }

  @Test func `many writers lose nothing`() async throws {
    let store = path()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let history = try HistoryStore(store, creates: true)
          for index in 0..<10 {
            try history.record(MadeRuns.run(time: writer * 100 + index, commit: "\(writer)-\(index)", value: 1))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try HistoryStore(store).runs().count == 80)
  }

  @Test func `pruning drops readings or runs that are old, and what only they needed`() throws {
    let history = try HistoryStore(path(), creates: true)
    var made = MadeRuns(seed: 3)
    let runs = (0..<4).map { made.run(time: $0 * 100) }
    for run in runs { try history.record(run) }
    #expect(try history.prune(before: 200, readingsOnly: true) == 2)
    #expect(try all(history).map(\.readings.isEmpty) == [true, true, false, false])
    #expect(try !history.record(runs[0]), "a run without its readings is the same run")
    #expect(try history.prune(before: 300, readingsOnly: false) == 3)
    #expect(try all(history) == sorted([runs[3]]))
    let programs = Set(
      runs[3].figures.map(\.series.program) + runs[3].verdicts.map(\.program) + runs[3].budgets.map(\.program)
        + runs[3].tests.map(\.program) + runs[3].sources.map(\.program) + runs[3].findings.map(\.program)
        + (runs[3].coverage ?? []).map(\.program))
    #expect(try Set(history.programs()) == programs)
  }

  @Test func `a series is read by time, however it was recorded`() throws {
    let history = try HistoryStore(path(), creates: true)
    for time in [30, 10, 20] { try history.record(MadeRuns.run(time: time, value: Double(time), spread: 1)) }
    let series = try #require(try history.series().first)
    let points = try history.points(of: series)
    #expect(points.map(\.value) == [10, 20, 30] && points.map(\.low) == [9, 19, 29])
    #expect(try history.runs().map(\.number) == points.map(\.run))
  }
}

/// Lines that nobody vouches for.
@Suite struct HistoryLinesTests {
  @Test func `a line that was changed, cut or never was one is refused in words`() throws {
    var made = MadeRuns(seed: 1)
    let line = String(decoding: try RunLines.line(made.run(time: 5)), as: UTF8.self)
    func refusal(_ text: String) -> String {
      do { _ = try RunLines.run(Array(text.utf8)) } catch { return error.description }
      return "accepted"
    }
    #expect(refusal(line) == "accepted")
    #expect(refusal("") == "is no run of assay history export")
    #expect(refusal("[]") == "is no run of assay history export")
    #expect(refusal(line.replacing("\"format\":2", with: "\"format\":9")).contains("is of format 9"))
    #expect(refusal(line.replacing("\"format\":2", with: "\"format\":1")) == "accepted", "as an older Assay wrote it")
    var covered = made.run(time: 6)
    covered.coverage = []
    let none = String(decoding: try RunLines.line(covered), as: UTF8.self)
    #expect(refusal(none.replacing("\"coverage\":[],", with: "")) == "accepted", "nothing and none are one")
    covered.coverage = [
      RecordedCoverage(
        program: made.program(), branches: .init(covered: 5, total: 4), lines: .init(covered: 0, total: 0), source: [])
    ]
    #expect(covered.problem?.contains("is covered than there is") == true)
    #expect(refusal(line.replacing("\"limit\":400", with: "\"limit\":500")).contains("was changed since"))
    #expect(refusal(line.replacing("\"isDirty\"", with: "\"isTidy\"")).contains("run.head has no isDirty"))
    #expect(refusal(line.replacing("\"time\":5", with: "\"time\":-5")).contains("not one of 1970"))
    #expect(refusal(String(line.prefix(line.utf8.count / 2))) == "is no run of assay history export")
  }

  @Test(arguments: 1...60) func `no mutation of a line crashes, and none is taken for a run`(seed: UInt64) throws {
    var made = MadeRuns(seed: seed)
    let line = try RunLines.line(made.run())
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var bytes = line
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<bytes.count - 1, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        default: bytes.insert(UInt8.random(in: 32...126, using: &random), at: index)
        }
      }
      let run = try? RunLines.run(bytes)
      // What is left a run is the same one: a space more, a reading, which may be dropped, other than it was.
      if let run { #expect(try run.digest == RunLines.run(line).digest) }
    }
  }
}
