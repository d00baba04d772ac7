public import Records
import FoundationEssentials
import GRDB
import Jobs
public import Measuring

extension HistoryStore {
  /// A run as the store numbers it.
  public struct NumberedRun: Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// Which run it is.
    public var head: RunHead
  }

  /// A series as the store numbers it.
  public struct NumberedSeries: Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// What it is of.
    public var series: FigureSeries
  }

  /// All runs, the oldest first.
  public func runs() throws(HistoryError) -> [NumberedRun] {
    try read { try Self.runs($0) }
  }

  private static func runs(_ database: Database) throws -> [NumberedRun] {
    let hosts = try decoded(RecordedHost.self, database, "SELECT id, json FROM host")
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, time, commit_id, parent_id, subject, branch, is_dirty, link, assay, host_id, stages FROM run
        ORDER BY time, id
        """)
    var runs: [NumberedRun] = []
    while let row = try rows.next() {
      guard let host = hosts[try row.checked(9)] else { throw Gap(what: "a machine") }
      let stages: String = try row.checked(10)
      var head = RunHead(
        time: try row.checked(1), assay: try row.checked(8), host: host,
        stages: stages.split(separator: ",").compactMap { RecordedStage(rawValue: String($0)) })
      head.commit = try row.checked(2)
      head.parent = try row.checked(3)
      head.subject = try row.checked(4)
      head.branch = try row.checked(5)
      head.isDirty = try row.checked(6)
      head.link = try row.checked(7)
      runs.append(NumberedRun(number: try row.checked(0), head: head))
    }
    return runs
  }

  /// All programs of which something is kept, sorted.
  public func programs() throws(HistoryError) -> [TrackedProgram] {
    try read { database in try Self.programs(database).values.sorted() }
  }

  /// The series of all programs, sorted.
  public func series() throws(HistoryError) -> [NumberedSeries] {
    try read { database in
      try Self.series(database).map { NumberedSeries(number: Int($0.key), series: $0.value) }
        .sorted { $0.series < $1.series }
    }
  }

  /// The figures of a series, the oldest first.
  public func points(of series: NumberedSeries) throws(HistoryError) -> [RecordedPoint] {
    try read { database in
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT run_id, value, low, high, conditions_id FROM figure WHERE series_id = ? ORDER BY time, run_id
            """), arguments: [series.number])
      var points: [RecordedPoint] = []
      while let row = try rows.next() {
        points.append(
          RecordedPoint(
            run: try row.checked(0), value: try row.checked(1), low: try row.checked(2), high: try row.checked(3),
            conditions: try row.checked(4)))
      }
      return points
    }
  }

  /// What figures were taken under, by the number that points have; without the object.
  public func conditions() throws(HistoryError) -> [Int: FigureKey] {
    try read { database in
      let keys = try Self.decoded(FigureKey.self, database, "SELECT id, json FROM conditions")
      return Dictionary(uniqueKeysWithValues: keys.map { (Int($0.key), $0.value) })
    }
  }

  /// All runs one after the other, the oldest first, as they were when the first was read.
  public func forEachRun(_ take: (RunRecord) throws -> Void) throws(HistoryError) {
    // One transaction, so that what another process writes or drops meanwhile is not seen in parts.
    try read { database in
      let reader = try HistoryRunReader(database)
      for run in try Self.runs(database) { try take(try reader.run(run)) }
    }
  }

  /// The newest verdicts of each program on each kernel, of the runs with these numbers.
  public func newestVerdicts(of runs: Set<Int>) throws(HistoryError) -> [RecordedVerdict] {
    try newest(.verdict, of: runs)
  }

  /// The newest outcome of each program's budgets on each kernel.
  public func newestBudgets(of runs: Set<Int>) throws(HistoryError) -> [RecordedBudget] {
    try newest(.budget, of: runs)
  }

  /// The newest outcome of each program's tests on each kernel.
  public func newestTests(of runs: Set<Int>) throws(HistoryError) -> [RecordedTests] {
    try newest(.tests, of: runs)
  }

  /// Where the instructions of each program went last, on each kernel.
  public func newestSources(of runs: Set<Int>) throws(HistoryError) -> [RecordedSource] {
    try newest(.source, of: runs)
  }

  /// What ran last of each program.
  public func newestCoverage(of runs: Set<Int>) throws(HistoryError) -> [RecordedCoverage] {
    try newest(.coverage, of: runs)
  }

  /// What lint rules found in a run, each with the number of the first run that has it in the same words.
  public func findings(of run: Int) throws(HistoryError) -> [(finding: RecordedFinding, first: Int)] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT json, (SELECT first.run_id FROM observation first
            WHERE first.kind = this.kind AND first.program_id = this.program_id AND first.kernel = this.kernel
              AND first.content_id = this.content_id ORDER BY first.time, first.run_id LIMIT 1)
          FROM observation this JOIN content ON content.id = this.content_id
          WHERE this.run_id = ? AND this.kind = ? ORDER BY ordinal
          """, arguments: [run, HistoryObservation.finding.rawValue])
      return try rows.map { (try Self.decode(RecordedFinding.self, $0.checked(0)), try $0.checked(1)) }
    }
  }

  private func newest<Value: Decodable>(
    _ kind: HistoryObservation, of runs: Set<Int>
  ) throws(HistoryError) -> [Value] {
    try read { database in
      let places = try Row.fetchAll(
        database, sql: "SELECT DISTINCT program_id, kernel FROM observation WHERE kind = ?", arguments: [kind.rawValue])
      var values: [Value] = []
      for place in places {
        let (program, kernel): (Int64, String) = (try place.checked(0), try place.checked(1))
        let rows = try Row.fetchCursor(
          database.cachedStatement(
            sql: """
              SELECT run_id, json FROM observation JOIN content ON content.id = content_id
              WHERE kind = ? AND program_id = ? AND kernel = ? ORDER BY time DESC, run_id DESC, ordinal
              """), arguments: [kind.rawValue, program, kernel])
        var newest: Int?
        while let row = try rows.next() {
          let run: Int = try row.checked(0)
          guard runs.contains(run) else { continue }
          guard newest ?? run == run else { break }
          newest = run
          values.append(try Self.decode(Value.self, row.checked(1)))
        }
      }
      return values
    }
  }

  /// A row that is referred to and is not there, which only a damaged file has.
  struct Gap: Error, CustomStringConvertible {
    var what: String
    var description: String { "\(what) is missing" }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try CanonicalJSON.decode(type, from: Data(json.utf8))
  }

  static func decoded<Value: Decodable>(
    _ type: Value.Type, _ database: Database, _ sql: String
  ) throws -> [Int64: Value] {
    let rows = try Row.fetchAll(database, sql: sql)
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row -> (Int64, Value) in
        (try row.checked(0), try decode(type, row.checked(1)))
      })
  }

  static func programs(_ database: Database) throws -> [Int64: TrackedProgram] {
    let rows = try Row.fetchAll(database, sql: "SELECT id, object, variant, name FROM program")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row -> (Int64, TrackedProgram) in
        (
          try row.checked(0),
          TrackedProgram(
            object: try row.checked(1), variant: absent(try row.checked(2)), name: try row.checked(3))
        )
      })
  }

  static func series(_ database: Database) throws -> [Int64: FigureSeries] {
    let programs = try programs(database)
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, program_id, kernel, test_case, driver, metric, unit FROM series")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row -> (Int64, FigureSeries) in
        guard let program = programs[try row.checked(1)], let metric = FigureMetric(rawValue: try row.checked(5)),
          let unit = FigureUnit(rawValue: try row.checked(6))
        else { throw Gap(what: "a program or what a figure is of") }
        return (
          try row.checked(0),
          FigureSeries(
            program: program, kernel: try row.checked(2), testCase: absent(try row.checked(3)),
            driver: absent(try row.checked(4)), metric: metric,
            unit: unit)
        )
      })
  }

  /// A name that may be absent.
  private static func absent(_ text: String) -> String? { text.isEmpty ? nil : text }
}
