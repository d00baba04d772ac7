import Explanations
import Foundation
import TestSupport
import Testing
import VerifierLog

/// Every message with which a verifier refuses (a list a kernel version; the formats as its source prints them) is known
/// to a page, or is on the list of those that no program can provoke from outside, each with its reason.
@Suite struct CatalogueTests {
  private struct Row: Hashable {
    var function: String
    var format: String
  }

  private static func rows(of file: String) throws -> [(row: Row, last: String)] {
    let list = Repository.path("Tests/ExplanationsTests/Catalogue/\(file)")
    return try String(contentsOf: list, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return (Row(function: columns[0], format: columns[1]), columns.last ?? "")
    }
  }

  private static func isKnown(_ format: String) -> Bool {
    var digest = LogDigest()
    digest.messages = [sample(of: format)]
    return Explainer.explain(Rejection(digest)).id != "A1000"
  }

  @Test(arguments: ["6.1", "6.12", "7.2"])
  func `every refusal of a kernel has a page, or cannot be provoked`(version: String) throws {
    let unprovokable = Set(try Self.rows(of: "unprovokable.tsv").map(\.row))
    let unknown = try Self.rows(of: "\(version).tsv").map(\.row)
      .filter { !unprovokable.contains($0) && !Self.isKnown($0.format) }
    #expect(unknown.map { "\($0.function): \($0.format)" } == [], "\(unknown.count) without a page")
  }

  @Test func `the list of what cannot be provoked has reasons, and no message of a kernel's that has a page`() throws {
    let all = try ["6.1", "6.12", "7.2"].flatMap { try Self.rows(of: "\($0).tsv").map(\.row) }
    for (row, reason) in try Self.rows(of: "unprovokable.tsv") {
      #expect(all.contains(row), "\(row.function): \(row.format) is in no catalogue")
      #expect(reason.count > 20, "\(row.function): \(row.format)")
      #expect(!Self.isKnown(row.format), "\(row.function): \(row.format) has a page")
    }
  }

  /// A message as the format prints it: 1 for numbers, R1 where a register stands, a word for text.
  private static func sample(of format: String) -> String {
    var text = ""
    var rest = Substring(format).replacing("\\n", with: "").replacing("%%", with: "%")[...]
    while let sign = rest.firstIndex(of: "%") {
      text += rest[..<sign]
      rest = rest[rest.index(after: sign)...]
      let flags = rest.prefix { "0123456789.+-#lhz".contains($0) }
      rest = rest.dropFirst(flags.count)
      guard let kind = rest.popFirst() else { break }
      switch kind {
      case "d", "u", "i": text += "1"
      case "x": text += flags.contains("#") ? "0x1" : "1"
      case "s":
        if text.isEmpty {
          // A register, but for what can be stored in a map's value.
          text += rest.hasPrefix(" access ") || rest.hasPrefix(" cannot be accessed") ? "kptr" : "R1"
        } else if ["register ", "trusted ", "helper "].contains(where: text.hasSuffix) {
          text += "R1"
        } else {
          text += rest.contains("null-check it first") ? "map_value_or_null" : "word"
        }
      case "c": text += "r"
      default: text += "word"
      }
    }
    return text + rest
  }
}
