import Explanations
import Findings
import Foundation
import TestSupport
import Testing
import VerifierLog

/// Stories told from logs alone, as a person reads them: golden files beside the logs.
@Suite struct StoryTests {
  private static let folder = "Tests/ExplanationsTests/Stories"

  private static func logs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path(folder).path)
      .filter { $0.hasSuffix(".log") }.sorted()
  }

  @Test(arguments: try logs())
  func `A log's story reads as it was reviewed`(name: String) throws {
    var reducer = LogReducer()
    reducer.consume([UInt8](try Data(contentsOf: Repository.path("\(Self.folder)/\(name)"))))
    let finding = Explainer.finding(Rejection(reducer.finish()), kernel: "6.18")
    let spans = [finding.primary].compactMap { $0 } + finding.related
    let lines = spans.map { "\($0.span.line): \($0.text ?? "")\n    \($0.label)\n" }
    let notes = finding.notes.map { "note: \($0)\n" }
    expectGolden(
      "\(finding.id ?? "-") \(finding.title)\n" + lines.joined() + notes.joined(),
      at: "\(Self.folder)/\(name.dropLast(4)).txt")
  }
}
