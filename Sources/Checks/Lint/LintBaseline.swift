import Findings
import Foundation
import Jobs
import Project
import Reports

/// Findings that were there before lints were: what a file lists is allowed. Lines are not in it, so that code above may
/// change; a finding that comes more often than listed is new.
struct LintBaseline: Codable, Hashable, Sendable {
  /// One finding, without its place.
  struct Entry: Codable, Hashable, Sendable {
    var input: String
    var id: String
    var program: String
    var title: String
  }

  /// The version of this shape.
  static let currentFormat = 1
  /// More than any project's findings take, in bytes.
  private static let limit = 64 << 20

  var format: Int
  /// The findings, sorted; one that comes twice stands twice.
  var findings: [Entry]

  /// What was found.
  init(_ findings: [LintedFinding]) {
    format = Self.currentFormat
    self.findings = findings.map(Self.entry).sorted {
      ($0.input, $0.id, $0.program, $0.title) < ($1.input, $1.id, $1.program, $1.title)
    }
  }

  /// Reads a file.
  static func read(_ path: String) throws(CheckError) -> LintBaseline {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFile.read(path, limit: limit)
    } catch {
      throw .usage("\(error)")
    }
    guard let baseline = try? CanonicalJSON.decode(LintBaseline.self, from: Data(bytes)) else {
      throw .usage("\(path) is no baseline: assay lint --write-baseline writes one")
    }
    guard baseline.format == currentFormat else {
      throw .usage("\(path) has format \(baseline.format), this assay reads \(currentFormat): write it anew")
    }
    return baseline
  }

  /// Writes a file, replaced whole.
  func write(to path: String) throws(CheckError) {
    do {
      try LocalFile.write(Array(CanonicalJSON.document(self).utf8), to: path)
    } catch {
      throw .undecided("\(error)")
    }
  }

  /// The findings that are not listed.
  func unlisted(_ findings: [LintedFinding]) -> [LintedFinding] {
    var left = self.findings.reduce(into: [Entry: Int]()) { $0[$1, default: 0] += 1 }
    return findings.filter { found in
      guard let count = left[Self.entry(found)], count > 0 else { return true }
      left[Self.entry(found)] = count - 1
      return false
    }
  }

  private static func entry(_ found: LintedFinding) -> Entry {
    Entry(
      input: found.input, id: found.finding.id ?? "", program: found.finding.program ?? "", title: found.finding.title)
  }
}
