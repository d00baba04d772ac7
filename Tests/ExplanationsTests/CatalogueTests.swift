import Explanations
import Foundation
import TestSupport
import Testing
import VerifierLog

/// Every message with which a verifier refuses (a list a kernel version; the formats as its source prints them) is known
/// to a page. Those that are not are a golden file: what a reader sees of them is the block itself.
@Suite struct CatalogueTests {
  @Test(arguments: ["6.1", "6.12", "7.2"])
  func `every refusal of a kernel has a page, but those listed`(version: String) throws {
    let list = Repository.path("Tests/ExplanationsTests/Catalogue/\(version).tsv")
    let rows = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").dropFirst()
    var unknown: [String] = []
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      let format = String(columns[1])
      var digest = LogDigest()
      digest.messages = [Self.sample(of: format)]
      guard Explainer.explain(Rejection(digest)).id == "A1000" else { continue }
      unknown.append("\(columns[0])\t\(format)")
    }
    let said = "\(rows.count - unknown.count) of \(rows.count) have a page\n"
    expectGolden(
      said + unknown.map { "\($0)\n" }.joined(),
      at: "Tests/ExplanationsTests/Catalogue/\(version).without-page.txt")
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
      case "s": text += text.isEmpty || text.hasSuffix("register ") ? "R1" : "word"
      case "c": text += "r"
      default: text += "word"
      }
    }
    return text + rest
  }
}
