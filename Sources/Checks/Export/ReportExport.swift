import Foundation
import Jobs
import Project
public import Reports

/// The flow of `assay export --textfile`: saved reports as metrics.
public enum ReportExport {
  /// The metrics of some reports, whatever command they are of.
  /// - Throws: `CheckError` naming the file that is no report, or the series that two of them have.
  public static func metrics(_ paths: [String]) throws(CheckError) -> MetricSet {
    var all = MetricSet()
    for path in paths {
      let report = try SavedReport.any(path)
      all.add(report.metrics)
      all.add(report.origin(file: path, written: modified(path)))
    }
    if let series = all.duplicates.first {
      throw .usage("two reports have \(series): give each of what they are about once, the newest report of it")
    }
    return all
  }

  /// When the file was written, in seconds since 1970.
  private static func modified(_ path: String) -> Double? {
    let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    return date?.timeIntervalSince1970
  }
}
