import Records
import FoundationEssentials
import GRDB
import Jobs
import Measuring

/// Writes runs in one transaction. What many rows refer to is looked up once.
struct HistoryWriter {
  private let database: Database
  private var programs: [TrackedProgram: Int64] = [:]
  private var series: [FigureSeries: Int64] = [:]
  private var conditions: [FigureKey: Int64] = [:]
  private var ids: [String: [String: Int64]] = [:]

  init(_ database: Database) {
    self.database = database
  }

  /// Writes a run; false when it is there already.
  mutating func write(_ run: RunRecord) throws -> Bool {
    let head = run.head
    let digest = try run.digest
    guard try !exists(digest) else { return false }
    let host = try id(in: "host", "json", of: json(head.host))
    try statement(
      """
      INSERT INTO run(digest, time, commit_id, parent_id, subject, branch, is_dirty, link, assay, host_id, stages)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).execute(arguments: [
      digest, head.time, head.commit, head.parent, head.subject, head.branch, head.isDirty, head.link, head.assay,
      host, head.stages.map(\.rawValue).joined(separator: ","),
    ])
    let number = database.lastInsertedRowID
    let place = (run: number, time: head.time)
    let figures = try statement(
      """
      INSERT INTO figure(series_id, time, run_id, value, low, high, conditions_id, object_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for figure in run.figures {
      let object = try figure.key.map { try id(in: "object", "sha256", of: $0.object) }
      try figures.execute(arguments: [
        try id(of: figure.series), head.time, number, figure.value, figure.low, figure.high,
        try figure.key.map { try id(of: $0) }, object,
      ])
    }
    for (ordinal, verdict) in run.verdicts.enumerated() {
      try write(verdict, .verdict, of: verdict.program, kernel: verdict.kernel?.name, place, ordinal)
    }
    for (ordinal, budget) in run.budgets.enumerated() {
      try write(budget, .budget, of: budget.program, kernel: budget.kernel, place, ordinal)
    }
    for (ordinal, tests) in run.tests.enumerated() {
      try write(tests, .tests, of: tests.program, kernel: tests.kernel, place, ordinal)
    }
    for (ordinal, finding) in run.findings.enumerated() {
      try write(finding, .finding, of: finding.program, kernel: nil, place, ordinal)
    }
    for (ordinal, source) in run.sources.enumerated() {
      try write(source, .source, of: source.program, kernel: source.kernel, place, ordinal)
    }
    for (ordinal, covered) in (run.coverage ?? []).enumerated() {
      try write(covered, .coverage, of: covered.program, kernel: nil, place, ordinal)
    }
    for (ordinal, readings) in run.readings.enumerated() {
      try statement("INSERT INTO reading(run_id, ordinal, json) VALUES (?, ?, ?)")
        .execute(arguments: [number, ordinal, try json(readings)])
    }
    return true
  }

  private func exists(_ digest: String) throws -> Bool {
    try Int.fetchOne(statement("SELECT 1 FROM run WHERE digest = ?"), arguments: [digest]) != nil
  }

  private mutating func write(
    _ value: some Encodable, _ kind: HistoryObservation, of program: TrackedProgram, kernel: String?,
    _ place: (run: Int64, time: Int), _ ordinal: Int
  ) throws {
    let content = try id(in: "content", "json", of: json(value))
    try statement(
      """
      INSERT INTO observation(kind, program_id, kernel, time, run_id, ordinal, content_id)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    ).execute(arguments: [
      kind.rawValue, try id(of: program), kernel ?? "", place.time, place.run, ordinal, content,
    ])
  }

  private mutating func id(of program: TrackedProgram) throws -> Int64 {
    if let known = programs[program] { return known }
    let id = try id(
      in: "program", ["object": program.object, "variant": program.variant ?? "", "name": program.name])
    programs[program] = id
    return id
  }

  private mutating func id(of series: FigureSeries) throws -> Int64 {
    if let known = self.series[series] { return known }
    let id = try id(
      in: "series",
      [
        "program_id": try id(of: series.program), "kernel": series.kernel, "test_case": series.testCase ?? "",
        "driver": series.driver ?? "", "metric": series.metric.rawValue, "unit": series.unit.rawValue,
      ])
    self.series[series] = id
    return id
  }

  /// The conditions are the key without the object.
  private mutating func id(of key: FigureKey) throws -> Int64 {
    var key = key
    key.object = ""
    if let known = conditions[key] { return known }
    let id = try id(in: "conditions", "json", of: json(key))
    conditions[key] = id
    return id
  }

  /// The number of a text that is kept once.
  private mutating func id(in table: String, _ column: String, of text: String) throws -> Int64 {
    if let known = ids[table]?[text] { return known }
    let id = try id(in: table, [column: text])
    ids[table, default: [:]][text] = id
    return id
  }

  private func id(
    in table: String, _ columns: KeyValuePairs<String, any DatabaseValueConvertible>
  ) throws -> Int64 {
    let names = columns.map(\.key)
    let arguments = StatementArguments(columns.map(\.value))
    let find = "SELECT id FROM \(table) WHERE \(names.map { "\($0) = ?" }.joined(separator: " AND "))"
    if let known = try Int64.fetchOne(statement(find), arguments: arguments) { return known }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    try statement("INSERT INTO \(table)(\(names.joined(separator: ", "))) VALUES (\(marks))")
      .execute(arguments: arguments)
    return database.lastInsertedRowID
  }

  private func statement(_ sql: String) throws -> Statement { try database.cachedStatement(sql: sql) }

  private func json(_ value: some Encodable) throws -> String {
    String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
  }
}
