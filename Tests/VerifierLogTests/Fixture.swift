import Foundation
import TestSupport
import Testing
import VerifierLog

/// The stored logs. Each is what a kernel printed for the program of the same name under `Fixtures/programs`, or, where
/// the name says `handwritten`, what a kernel between those would print.
enum Fixture {
  private static let folder = Repository.path("Tests/VerifierLogTests/Fixtures")

  /// Every stored log's name, without `.log`.
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "logs").path)
    return (files ?? []).filter { $0.hasSuffix(".log") }.map { String($0.dropLast(4)) }.sorted()
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "logs/\(name).log")))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Compares `text` with the stored expectation. With `ASSAY_RECORD` set it is rewritten instead, and the test fails.
  static func expect(_ text: String, at name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appending(path: "expected/\(name)")
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, "expected/\(name) differs", sourceLocation: sourceLocation)
  }
}

/// A digest of `bytes`, read in chunks of `chunk` bytes.
func digest(_ bytes: [UInt8], chunk: Int = .max, limits: LogLimits = .travel) -> LogDigest {
  var reducer = LogReducer(limits: limits)
  var start = 0
  while start < bytes.count {
    let end = start + min(chunk, bytes.count - start)
    reducer.consume(Array(bytes[start..<end]))
    start = end
  }
  return reducer.finish()
}

/// A digest of `text`.
func digest(_ text: String, limits: LogLimits = .travel) -> LogDigest {
  digest(Array(text.utf8), limits: limits)
}

/// Every digest of the logs in `text`.
func digests(_ text: String) -> [LogDigest] {
  var reducer = LogReducer()
  reducer.consume(Array(text.utf8))
  return reducer.finishAll()
}

/// A small generator whose sequence follows from its seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
