import Findings
import Foundation
import History
import Jobs
import Project
import Records
public import Reports

/// The flow of `assay dashboard`: a history to pages.
public enum DashboardCheck {
  /// What became of the pages.
  public struct Result: Hashable, Sendable {
    /// Pages that were written.
    public var pages: Int
    /// Pages of earlier dashboards in the directory that were taken away: what they showed is no more.
    public var removed: Int
    /// Programs that have a page.
    public var programs: Int
    /// Runs that they are made of.
    public var runs: Int
  }

  /// Writes the pages to a directory, which is made where there is none.
  /// - Throws: `CheckError` for a history that cannot be used, and a directory that cannot be written.
  public static func write(_ request: DashboardRequest, to directory: String) throws(CheckError) -> Result {
    let dashboard = try dashboard(request)
    do throws(FileError) {
      try WorkFolder.makeDirectory(directory)
      var written = Set<String>()
      try DashboardPages(dashboard).forEach { page throws(FileError) in
        try LocalFile.write(Array(page.text.utf8), to: LocalFile.join(directory, page.name))
        written.insert(page.name)
      }
      let removed = try removeOthers(in: directory, than: written)
      return Result(
        pages: written.count, removed: removed, programs: dashboard.entries.count, runs: dashboard.runs.count)
    } catch {
      throw .undecided("\(error)")
    }
  }

  /// Takes pages of earlier dashboards away, which only those are that bear their mark.
  private static func removeOthers(in directory: String, than written: Set<String>) throws(FileError) -> Int {
    var count = 0
    for name in try LocalFile.list(directory)
    where name.hasSuffix(".html") && (name.hasPrefix("program-") || name.hasPrefix("finding-")) {
      let path = LocalFile.join(directory, name)
      guard !written.contains(name), let bytes = try? LocalFile.read(path, limit: 8 << 20),
        String(decoding: bytes.prefix(512), as: UTF8.self).contains(DashboardPage.mark)
      else { continue }
      try LocalFile.remove(path)
      count += 1
    }
    return count
  }

  /// What a history comes to.
  public static func dashboard(_ request: DashboardRequest) throws(CheckError) -> Dashboard {
    let store = try HistoryCheck.open(request.history)
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).lastPathComponent
    return try HistoryCheck.translating { () throws(HistoryError) in
      let branch = try HistoryBranch(try store.runs(), request.branch)
      let reader = DashboardReader(store: store, branch: branch)
      let entries = try reader.entries()
      return Dashboard(
        title: request.title ?? working, branch: branch.name, leftOut: branch.leftOut, runs: branch.runs.map(\.head),
        entries: entries, findings: try reader.findings(entries), commitAddress: request.commitAddress)
    }
  }
}
