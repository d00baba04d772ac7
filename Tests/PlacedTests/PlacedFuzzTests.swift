import Findings
import Placed
import TestSupport
import Testing

struct PlacedFuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "&a ", "*a", "&b ", "*b", "? ", "'",
      "\"",
      "| \n", "> \n", "|-\n ", "#", " #", "!!str ", "!x ", "%YAML 1.1\n", "---\n", "...\n", "<<: ", "\\x", "\\u", "\t",
      "\r",
      "0x1", "~", "é", "\u{FEFF}", "\u{2028}", "\u{E000}", "\u{10FFFF}", "@", "`", "=", ",", " ", "12", "\u{85}",
    ].map { Array($0.utf8) } + [[0], [0xff], [0xc3], [0xed, 0xa0, 0x80], [0x7f], [0x1b]]

  private static let seeds: [String] = [
    "objects: [a.o, \"b*.o\"]\nvariants:\n  fast: {cflags: -DX, globals: {n: 5}}\n",
    "a: &x [1, {b: *x}]\nc: |\n  text\n  more\nd: >-\n  folded\n", "- - - a\n- ? b\n  : c\n",
  ]

  @Test func noBytesCrashTheReader() throws {
    var generator = SeededGenerator(seed: 20)
    var (rounds, good) = (0, 0)
    for _ in FuzzBudget(rounds: 4000) {
      var bytes: [UInt8] = []
      if Bool.random(using: &generator) {
        for _ in 0..<Int.random(in: 0..<40, using: &generator) {
          bytes += Self.pieces.randomElement(using: &generator) ?? []
        }
      } else {
        bytes = Array((Self.seeds.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 1..<5, using: &generator) where !bytes.isEmpty {
          let at = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: at)
          default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: at)
          }
        }
      }
      do throws(PlacedError) {
        let document = try PlacedDocument(bytes, file: "f.yml")
        good += 1
        _ = try document.decode { root, problems -> [String]? in
          guard var fields = root.fields(&problems) else { return nil }
          let texts = fields.take("a")?.oneOrMore(&problems) { $0.text(&$1) }
          _ = fields.take("b")?.byteCount(&problems)
          fields.finish(&problems)
          return texts
        }
      } catch {
        // Every failure says where, and can be printed.
        #expect(!error.problems.isEmpty)
        for problem in error.problems { #expect(problem.span.line >= 1 && (problem.span.column ?? 1) >= 1) }
        #expect(!error.description.unicodeScalars.contains("\u{1b}"))
      }
      rounds += 1
    }
    // The generator is worth its name: both kinds come up.
    #expect(good > 100 && good < rounds - 100)
  }
}
