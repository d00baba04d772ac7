public import Jobs

/// Which rows of a report are shown, and in what order.
public struct VerifySelection: Sendable {
  private let filter: RowFilter
  private let keys: [SortKey]
  private let top: Int?

  /// A selection from the texts of `--filter` and `--sort`.
  public init(filters: [String], sort: [String], top: Int?) throws(OptionError) {
    filter = try RowFilter(filters)
    keys = try sort.map { text throws(OptionError) in try SortKey(text) }
    self.top = top
  }

  /// The report with only those rows, in that order.
  public func applied(to report: VerifyReport) -> VerifyReport {
    var report = report
    let sorted = SortKey.sort(report.rows.filter(filter.admits), by: keys)
    report.rows = Array(sorted.prefix(top ?? sorted.count))
    return report
  }
}
