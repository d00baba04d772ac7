import Foundation
import Jobs
import Reports

/// A saved report of one of the commands that a history keeps.
enum ReportKind: Sendable {
  case verify(VerifyReport)
  case bench(BenchReport)
  case test(TestReport)
  case lint(LintReport)
  case gate(GateParts)

  /// What only one kind of report has.
  private struct Shape: Decodable {
    struct Present: Decodable {
      init(from decoder: any Decoder) {}
    }
    var cases: Present?
    var findings: Present?
    var conditions: Present?
    var rows: Present?
    var problems: Present?
    var verify: Present?
  }

  /// Reads a report, of whichever command.
  /// - Throws: `CheckError` naming the report when it is none, or one of a newer format.
  init(_ bytes: [UInt8], path: String) throws(CheckError) {
    guard let shape = try? CanonicalJSON.decode(Shape.self, from: Data(bytes)) else {
      throw .usage("\(path) is no report of assay verify, bench, test, lint or gate --format json")
    }
    if shape.problems != nil, shape.verify != nil {
      self = .gate(try SavedReport.read(bytes, path, of: "gate", format: GateParts.currentFormat))
    } else if shape.cases != nil {
      self = .test(try SavedReport.read(bytes, path, of: "test", format: TestReport.currentFormat))
    } else if shape.findings != nil {
      self = .lint(try SavedReport.read(bytes, path, of: "lint", format: LintReport.currentFormat))
    } else if shape.conditions != nil {
      self = .bench(try SavedReport.read(bytes, path, of: "bench", format: BenchReport.currentFormat))
    } else if shape.rows != nil {
      self = .verify(try SavedReport.read(bytes, path, of: "verify", format: VerifyReport.currentFormat))
    } else {
      throw .usage("\(path) is no report of assay verify, bench, test, lint or gate --format json")
    }
  }
}
