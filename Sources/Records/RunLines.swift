import FoundationEssentials
import Jobs

/// Runs as JSON Lines: a line a run, with what the run is to be recognised by. Any text tool keeps, sorts and joins them.
public enum RunLines {
  /// The version of a line's shape, raised when a field changes meaning or goes, and when one comes that an older Assay would
  /// leave out, and so take the run for a changed one. 2: coverage.
  public static let currentFormat = 2
  /// The most bytes of a line.
  public static let longest = 256 << 20

  private struct Line: Codable {
    var digest: String
    var format: Int
    var run: RunRecord
  }
  private struct Head: Decodable {
    var format: Int
  }

  /// A run as a line, with its newline.
  public static func line(_ run: RunRecord) throws -> [UInt8] {
    Array(try CanonicalJSON.encode(Line(digest: try run.digest, format: currentFormat, run: run))) + [10]
  }

  /// The run of a line.
  /// - Throws: `HistoryError` in words that go after the line's place.
  public static func run(_ line: [UInt8]) throws(HistoryError) -> RunRecord {
    let data = Data(line)
    guard let head = try? CanonicalJSON.decode(Head.self, from: data) else {
      throw HistoryError(.unusable, "is no run of assay history export")
    }
    guard (1...currentFormat).contains(head.format) else {
      throw HistoryError(.unusable, "is of format \(head.format); this assay reads formats 1 to \(currentFormat)")
    }
    let decoded: Line
    do {
      decoded = try CanonicalJSON.decode(Line.self, from: data)
    } catch {
      throw HistoryError(.unusable, "is a damaged run: \(CanonicalJSON.words(error))")
    }
    if let problem = decoded.run.problem { throw HistoryError(.unusable, "is a run that cannot be kept: \(problem)") }
    guard (try? decoded.run.digest) == decoded.digest else {
      throw HistoryError(.unusable, "was changed since it was exported: its digest is not that of its contents")
    }
    return decoded.run
  }
}
