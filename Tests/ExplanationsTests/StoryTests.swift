import Explanations
import Findings
import Foundation
import TestSupport
import Testing
import VerifierLog

/// Stories told from logs alone, as a person reads them: golden files beside the logs. Logs with a kernel in their name are
/// what that kernel prints, at level 2, of the corpus's program of that name; the others are 6.18's of `checks.bpf.c`.
@Suite struct StoryTests {
  private static let folder = "Tests/ExplanationsTests/Stories"

  private static func logs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path(folder).path)
      .filter { $0.hasSuffix(".log") }.sorted()
  }

  private static func finding(_ name: String) throws -> Finding {
    var reducer = LogReducer()
    reducer.consume([UInt8](try Data(contentsOf: Repository.path("\(folder)/\(name)"))))
    let words = name.dropLast(4).split(separator: "-")
    return Explainer.finding(Rejection(reducer.finish()), kernel: words.count > 1 ? String(words[1]) : "6.18")
  }

  @Test func `every kernel's log of a program comes to the same page, line and words of the line`() throws {
    let programs = Dictionary(grouping: try Self.logs().filter { $0.contains("-") }) { $0.split(separator: "-")[0] }
    #expect(programs.count == 7)
    for (program, logs) in programs {
      let findings = try logs.map(Self.finding)
      #expect(logs.count > 2 && Set(findings.map(\.id)).count == 1, "\(program): \(findings.map { $0.id ?? "-" })")
      // Kernels before 6.10 give the line's text alone.
      #expect(Set(findings.map { $0.primary?.text }).count == 1, "\(program)")
      #expect(Set(findings.compactMap { $0.primary?.span.line }.filter { $0 > 0 }).count == 1, "\(program)")
    }
  }

  @Test(arguments: try logs())
  func `A log's story reads as it was reviewed`(name: String) throws {
    let finding = try Self.finding(name)
    let spans = [finding.primary].compactMap { $0 } + finding.related
    let lines = spans.map { "\($0.span.line): \($0.text ?? "")\n    \($0.label)\n" }
    let notes = finding.notes.map { "note: \($0)\n" }
    expectGolden(
      "\(finding.id ?? "-") \(finding.title)\n" + lines.joined() + notes.joined(),
      at: "\(Self.folder)/\(name.dropLast(4)).txt")
  }
}
