import Foundation
public import Jobs
import Project
public import Reports

/// A report that was saved with `--format json`.
public enum SavedReport {
  private struct Head: Decodable {
    var format: Int
  }
  /// What only one command's report has.
  private struct Marks: Decodable {
    var conditions: Ignored?
    var cases: Ignored?
    var findings: Ignored?
    var programs: Ignored?
    var rows: Ignored?
    var objects: Ignored?
    var problems: Ignored?
  }
  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  /// Reads a report of `assay verify`.
  ///
  /// - Throws: `CheckError` naming the file when it is not there, no report, or one of a newer format.
  public static func read(_ path: String) throws(CheckError) -> VerifyReport {
    try read(path, of: "verify", format: VerifyReport.currentFormat)
  }

  /// Reads a report of `assay bench`.
  ///
  /// - Throws: `CheckError` naming the file when it is not there, no report, or one of a newer format.
  static func bench(_ path: String) throws(CheckError) -> BenchReport {
    try read(path, of: "bench", format: BenchReport.currentFormat)
  }

  /// Reads a report of `assay gate`.
  ///
  /// - Throws: `CheckError` naming the file when it is not there, no report, or one of a newer format.
  public static func gate(_ path: String) throws(CheckError) -> GateReport {
    try read(path, of: "gate", format: GateReport.currentFormat)
  }

  /// Reads a report of `assay verify`, `lint`, `test` (of cases or of coverage), `bench` or `gate`, whichever it is; `-` is standard input.
  ///
  /// - Throws: `CheckError` naming the file when it is not there, no such report, or one of a newer format.
  static func any(_ path: String) throws(CheckError) -> AnyReport {
    let bytes = try bytes(path)
    let marks = try? CanonicalJSON.decode(Marks.self, from: Data(bytes))
    if marks?.problems != nil { return .gate(try read(bytes, path, of: "gate", format: GateReport.currentFormat)) }
    if marks?.conditions != nil {
      return .bench(try read(bytes, path, of: "bench", format: BenchReport.currentFormat))
    }
    if marks?.cases != nil { return .test(try read(bytes, path, of: "test", format: TestReport.currentFormat)) }
    if marks?.findings != nil, marks?.programs != nil {
      return .lint(try read(bytes, path, of: "lint", format: LintReport.currentFormat))
    }
    if marks?.rows != nil { return .verify(try read(bytes, path, of: "verify", format: VerifyReport.currentFormat)) }
    if marks?.objects != nil {
      return .coverage(try read(bytes, path, of: "test --coverage-file", format: CoverageReport.currentFormat))
    }
    throw .usage("\(path) is no report of assay verify, lint, test, bench or gate (--format json)")
  }

  private static func read<Report: Decodable>(
    _ path: String, of command: String, format: Int
  ) throws(CheckError) -> Report {
    try read(bytes(path), path, of: command, format: format)
  }

  private static func bytes(_ path: String) throws(CheckError) -> [UInt8] {
    do {
      if path == "-" { return Array(try FileHandle.standardInput.read(upToCount: longest) ?? Data()) }
      return try LocalFile.read(path, limit: longest)
    } catch {
      throw .usage("\(error)")
    }
  }

  /// The most bytes of a report.
  private static let longest = 1 << 30

  /// A report of a command from its bytes.
  ///
  /// - Throws: `CheckError` naming the path when they are no report, or one of a newer format.
  private static func read<Report: Decodable>(
    _ bytes: [UInt8], _ path: String, of command: String, format: Int
  ) throws(CheckError) -> Report {
    guard let head = try? CanonicalJSON.decode(Head.self, from: Data(bytes)) else {
      throw .usage("\(path) is no report of assay \(command) --format json")
    }
    guard head.format == format else {
      throw .usage("\(path) is of format \(head.format); this assay reads format \(format)")
    }
    do {
      return try CanonicalJSON.decode(Report.self, from: Data(bytes))
    } catch {
      throw .usage("\(path) is a damaged report: \(CanonicalJSON.words(error))")
    }
  }
}
