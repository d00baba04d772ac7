import Explanations
import Findings

/// A page's repair under a finding: an example in other code, where it is near enough to help.
enum RepairExample {
  /// What it is called.
  static let heading = "for example:"

  /// The repair as lines taken away and added. None where the lines that change call something that the finding's own
  /// code does not: they would be about another mistake.
  static func lines(of page: ExplanationPage?, for finding: Finding) -> [LineDifference.Line] {
    guard let repair = page?.repair else { return [] }
    let lines = LineDifference.lines(from: repair.before, to: repair.after)
    let called = lines.filter { $0.sign != " " }.flatMap { calls(in: $0.text) }
    guard !called.isEmpty else { return lines }
    let spans = finding.related + (finding.primary.map { [$0] } ?? [])
    let texts = [finding.title, finding.fix ?? ""] + spans.flatMap { [$0.text ?? "", $0.label] }
    let own = Set(texts.flatMap { $0.utf8.split { !isWord($0) }.map { String(decoding: Array($0), as: UTF8.self) } })
    return own.isDisjoint(with: called) ? [] : lines
  }

  /// What stands before an opening parenthesis, but for the language's own words and libbpf's for declarations.
  private static func calls(in line: String) -> [String] {
    let bytes = Array(line.utf8)
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: "(") }.compactMap { open in
      let name = String(decoding: bytes[..<open].reversed().prefix(while: isWord).reversed(), as: UTF8.self)
      return name.isEmpty || words.contains(name) ? nil : name
    }
  }

  private static let words: Set = [
    "if", "while", "for", "switch", "return", "sizeof", "SEC", "__uint", "__type", "__array",
  ]

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
