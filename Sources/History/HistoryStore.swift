public import Records
import GRDB
import Project

/// A file of runs. Several processes may read and write it at once: each writer waits for the others.
public struct HistoryStore: Sendable {
  /// Where the history is kept unless something else is said, from the working directory.
  public static let usualPath = ".assay/history.sqlite"

  /// The file.
  public let path: String
  private let queue: DatabaseQueue

  /// How long one waits for another's write, in seconds.
  private static let patience = 30.0

  /// Opens a history, and brings one of an older Assay up.
  /// - Parameter creates: whether one is made where there is none.
  /// - Throws: `HistoryError` for a file that is no history, is damaged, or is of a newer Assay: none of them is changed.
  public init(_ path: String, creates: Bool = false) throws(HistoryError) {
    try self.init(path, creates: creates, steps: HistorySchema.steps)
  }

  /// With tables that these steps make.
  init(_ path: String, creates: Bool, steps: [String]) throws(HistoryError) {
    self.path = path
    let isThere = LocalFile.exists(path)
    guard isThere || creates else {
      throw HistoryError(.unusable, "there is no history at \(path): assay history record makes one")
    }
    if !isThere {
      do throws(FileError) {
        try WorkFolder.makeDirectory(LocalFile.parent(of: path))
      } catch {
        throw HistoryError(.unavailable, "\(error)")
      }
    }
    queue = try Self.translating(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(Self.patience)
      configuration.label = "history"
      configuration.prepareDatabase { database in
        // Looked at first: nothing may be changed in a file that is not ours. In one transaction: another process may be making
        // its tables, and part of them would look like another's.
        try database.inTransaction(.deferred) {
          try Self.check(database, path, steps)
          return .commit
        }
        try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      }
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    guard try read({ try Self.version($0) }) < steps.count else { return }
    try perform { database in try Self.bringUp(database, path, steps) }
  }

  /// Reads or writes in one transaction: all of it or nothing.
  func perform<Value>(_ work: (Database) throws -> Value) throws(HistoryError) -> Value {
    try Self.translating(path) { try queue.write(work) }
  }

  /// Reads.
  func read<Value>(_ work: (Database) throws -> Value) throws(HistoryError) -> Value {
    try Self.translating(path) { try queue.read(work) }
  }

  /// Runs one statement outside of a transaction.
  func executeAlone(_ sql: String) throws(HistoryError) {
    try Self.translating(path) { try queue.writeWithoutTransaction { try $0.execute(sql: sql) } }
  }

  private static func version(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  private static func check(_ database: Database, _ path: String, _ steps: [String]) throws {
    let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let version = try version(database)
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard mark == HistorySchema.applicationID || mark == 0 && version == 0 && tables == 0 else {
      throw HistoryError(.unusable, "\(path) is a database of something else than assay history")
    }
    guard version <= steps.count else {
      throw HistoryError(
        .unusable,
        "\(path) is a history of a newer assay: its tables are of version \(version), and this one knows up to "
          + "\(steps.count)")
    }
  }

  /// Makes the tables, or makes those of an older Assay into these: in one transaction, so that a file is of one version or the
  /// other.
  private static func bringUp(_ database: Database, _ path: String, _ steps: [String]) throws {
    // Once more: another process may have been faster.
    try check(database, path, steps)
    let version = try version(database)
    guard version < steps.count else { return }
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(
      sql: """
        PRAGMA application_id = \(HistorySchema.applicationID);
        PRAGMA user_version = \(steps.count)
        """)
  }

  /// SQLite's errors in words that name the file.
  private static func translating<Value>(_ path: String, _ work: () throws -> Value) throws(HistoryError) -> Value {
    do {
      return try work()
    } catch let error as HistoryError {
      throw error
    } catch let error as DatabaseError {
      let words = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_NOTADB: throw HistoryError(.unusable, "\(path) is no history: \(words)")
      // Of statements that are ours, what is wrong is the tables.
      case .SQLITE_CORRUPT, .SQLITE_ERROR:
        throw HistoryError(.unusable, "\(path) is damaged: \(words); it was left as it is")
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        throw HistoryError(.unavailable, "\(path) has been in use by another process for \(Int(patience)) s")
      default: throw HistoryError(.unavailable, "cannot use \(path): \(words)")
      }
    } catch {
      throw HistoryError(.unusable, "\(path) holds what cannot be read: \(error)")
    }
  }
}
