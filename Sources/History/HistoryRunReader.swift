import Records
import FoundationEssentials
import GRDB
import Jobs
import Measuring

/// Puts runs together again. What many rows refer to is read once.
struct HistoryRunReader {
  private let database: Database
  private let series: [Int64: FigureSeries]
  private let conditions: [Int64: FigureKey]

  init(_ database: Database) throws {
    self.database = database
    series = try HistoryStore.series(database)
    conditions = try HistoryStore.decoded(FigureKey.self, database, "SELECT id, json FROM conditions")
  }

  /// All of a run.
  func run(_ numbered: HistoryStore.NumberedRun) throws -> RunRecord {
    var run = RunRecord(numbered.head)
    run.figures = try figures(of: numbered.number)
    run.verdicts = try values(.verdict, of: numbered.number)
    run.budgets = try values(.budget, of: numbered.number)
    run.tests = try values(.tests, of: numbered.number)
    run.findings = try values(.finding, of: numbered.number)
    run.sources = try values(.source, of: numbered.number)
    let coverage: [RecordedCoverage] = try values(.coverage, of: numbered.number)
    run.coverage = coverage.isEmpty ? nil : coverage
    let readings = try String.fetchAll(
      database.cachedStatement(sql: "SELECT json FROM reading WHERE run_id = ? ORDER BY ordinal"),
      arguments: [numbered.number])
    run.readings = try readings.map { try HistoryStore.decode(RecordedReadings.self, $0) }
    return run
  }

  private func figures(of run: Int) throws -> [RecordedFigure] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT series_id, value, low, high, conditions_id, sha256
          FROM figure INDEXED BY figure_run LEFT JOIN object ON object.id = object_id WHERE run_id = ?
          """), arguments: [run])
    var figures: [RecordedFigure] = []
    while let row = try rows.next() {
      guard let series = series[try row.checked(0)] else { throw HistoryStore.Gap(what: "a series") }
      let number: Int64? = try row.checked(4)
      let sha256: String? = try row.checked(5)
      var key = number.flatMap { conditions[$0] }
      if let sha256 { key?.object = sha256 }
      figures.append(
        RecordedFigure(series, value: try row.checked(1), low: try row.checked(2), high: try row.checked(3), key: key))
    }
    return figures.sorted { $0.series < $1.series }
  }

  private func values<Value: Decodable>(_ kind: HistoryObservation, of run: Int) throws -> [Value] {
    let texts = try String.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT json FROM observation INDEXED BY observation_run JOIN content ON content.id = content_id
          WHERE run_id = ? AND kind = ? ORDER BY ordinal
          """), arguments: [run, kind.rawValue])
    return try texts.map { try HistoryStore.decode(Value.self, $0) }
  }
}
