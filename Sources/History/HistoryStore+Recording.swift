public import Records
import GRDB

extension HistoryStore {
  /// Keeps runs: all of them, or none where one cannot be kept. Those that are there already are left out.
  /// - Parameter next: gives one run after another, and nil at the end.
  /// - Returns: how many were new, and how many there were.
  @discardableResult
  public func record(_ next: () throws -> RunRecord?) throws(HistoryError) -> (new: Int, all: Int) {
    try perform { database in
      var writer = HistoryWriter(database)
      var count = (new: 0, all: 0)
      while let run = try next() {
        if let problem = run.problem { throw HistoryError(.unusable, "a run cannot be kept: \(problem)") }
        count.all += 1
        if try writer.write(run) { count.new += 1 }
      }
      return count
    }
  }

  /// Keeps one run; false when it is there already.
  @discardableResult
  public func record(_ run: RunRecord) throws(HistoryError) -> Bool {
    var rest: RunRecord? = run
    return try record {
      defer { rest = nil }
      return rest
    }.new > 0
  }

  /// Drops runs, or only their raw readings, that are older than a time in seconds since 1970, and gives their room back.
  /// - Returns: how many runs lost something.
  public func prune(before time: Int, readingsOnly: Bool) throws(HistoryError) -> Int {
    let count = try perform { database in
      if readingsOnly {
        let old = "run_id IN (SELECT id FROM run WHERE time < ?)"
        let count =
          try Int.fetchOne(database, sql: "SELECT count(DISTINCT run_id) FROM reading WHERE \(old)", arguments: [time])
        try database.execute(sql: "DELETE FROM reading WHERE \(old)", arguments: [time])
        return count ?? 0
      }
      try database.execute(sql: "DELETE FROM run WHERE time < ?", arguments: [time])
      let count = database.changesCount
      // What no run refers to any more.
      try database.execute(
        sql: """
          DELETE FROM content WHERE id NOT IN (SELECT content_id FROM observation);
          DELETE FROM series WHERE id NOT IN (SELECT series_id FROM figure);
          DELETE FROM program
            WHERE id NOT IN (SELECT program_id FROM observation) AND id NOT IN (SELECT program_id FROM series);
          DELETE FROM conditions
            WHERE id NOT IN (SELECT conditions_id FROM figure WHERE conditions_id IS NOT NULL);
          DELETE FROM object WHERE id NOT IN (SELECT object_id FROM figure WHERE object_id IS NOT NULL);
          DELETE FROM host WHERE id NOT IN (SELECT host_id FROM run);
          """)
      return count
    }
    if count > 0 { try executeAlone("VACUUM") }
    return count
  }
}
