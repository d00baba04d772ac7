import Findings
import Placed
import Testing

struct DecodingTests {
  private enum Colour: String, CaseIterable { case red, green }

  private func node(_ text: String) throws -> PlacedNode {
    try PlacedDocument(Array(text.utf8), file: "f.yml").root
  }

  @Test(arguments: [
    ("0", 0), ("-5", -5), ("+7", 7), ("0x1F", 31), ("0b101", 5), ("0o17", 15), ("1_000", 1000), ("-0x10", -16),
    ("0_1", 1), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
  ])
  func wholeNumbersAreRead(text: String, value: Int) throws {
    var problems = PlacedProblems()
    #expect(try node(text).integer(Int.self, &problems) == value)
    #expect(problems.all.isEmpty)
  }

  @Test(arguments: [
    "", "x", "1.0", "1e3", "'5'", "1__0", "_1", "1_", "0x", "--1", "9223372036854775808", "٣", "0b2", "[1]", "{a: 1}",
    "-",
  ])
  func whatIsNoWholeNumberIsAProblem(text: String) throws {
    var problems = PlacedProblems()
    #expect(try node("- " + text).list(&problems) { $0.integer(Int.self, &$1) } == [])
    #expect(problems.all.count == 1)
  }

  @Test func numbersOutOfRangeNameTheRange() throws {
    var problems = PlacedProblems()
    #expect(try node("300").integer(UInt8.self, in: 1...200, &problems) == nil)
    #expect(try node("-1").integer(UInt8.self, in: 1...200, &problems) == nil)
    #expect(
      problems.all.map(\.message) == [
        "expected a number from 1 to 200, found '300'", "expected a number from 1 to 200, found '-1'",
      ])
  }

  @Test(arguments: [
    ("4096", 4096 as UInt64), ("64KiB", 65536), ("512 MiB", 512 << 20), ("2GiB", 2 << 30), ("0", 0),
  ])
  func sizesAreBytes(text: String, count: UInt64) throws {
    var problems = PlacedProblems()
    #expect(try node(text).byteCount(&problems) == count)
    #expect(problems.all.isEmpty)
  }

  @Test(arguments: ["", "5 apples", "-1", "99999999999TiB", "1KB", "KiB", "'5'"])
  func whatIsNoSizeIsAProblem(text: String) throws {
    var problems = PlacedProblems()
    #expect(try node("- " + text).list(&problems) { $0.byteCount(&$1) } == [])
    #expect(problems.all.count == 1)
  }

  @Test func truthValuesAreTwoWords() throws {
    var problems = PlacedProblems()
    #expect(try node("true").boolean(&problems) == true)
    #expect(try node("false").boolean(&problems) == false)
    for text in ["yes", "no", "True", "'true'", "1"] { #expect(try node(text).boolean(&problems) == nil) }
    #expect(problems.all.count == 5)
    #expect(problems.all.first?.message == "expected true or false, found 'yes'")
  }

  @Test func aChoiceNamesItsWords() throws {
    var problems = PlacedProblems()
    #expect(try node("green").choice(Colour.self, &problems) == .green)
    #expect(try node("gren").choice(Colour.self, &problems) == nil)
    #expect(problems.all.first?.message == "expected one of red, green, found 'gren'")
    #expect(problems.all.first?.hint == "did you mean 'green'?")
  }

  @Test func allProblemsOfAFileAreFoundAtOnceInItsOrder() throws {
    let document = try PlacedDocument(
      Array("sise: 5\ncolour: [blue]\nflag: yes\nsize: many\nother: 1\n".utf8), file: "f.yml")
    let error = #expect(throws: PlacedError.self) {
      try document.decode { root, problems -> Int? in
        guard var fields = root.fields(&problems) else { return nil }
        let size = fields.take("size")?.integer(Int.self, &problems)
        _ = fields.take("flag")?.boolean(&problems)
        _ = fields.take("colour")?.oneOrMore(&problems) { $0.choice(Colour.self, &$1) }
        _ = fields.require("name", &problems)?.text(&problems)
        fields.finish(&problems)
        return size
      }
    }
    let problems = try #require(error?.problems)
    #expect(
      problems.map(\.message)
        == [
          "the key 'name' is missing", "unknown key 'sise'", "expected one of red, green, found 'blue'",
          "expected true or false, found 'yes'", "expected a whole number, found 'many'", "unknown key 'other'",
        ])
    #expect(problems[1].hint == "did you mean 'size'?")
    #expect(problems[5].hint == "known keys: colour, flag, name, size")
    #expect(error?.findings.first?.primary?.text == "sise: 5")
  }

  @Test func nothingIsNoText() throws {
    var problems = PlacedProblems()
    let values = try node("[a, '', ]\n").list(&problems) { $0.text(&$1) }
    #expect(values == ["a", ""])
    #expect(try node("a:\n").entries(&problems)?.first?.value.text(&problems) == nil)
    #expect(problems.all.map(\.message) == ["expected text, found nothing"])
  }

  @Test func longTextIsCutInMessages() throws {
    var problems = PlacedProblems()
    #expect(try node(String(repeating: "x", count: 5000)).boolean(&problems) == nil)
    #expect((problems.all.first?.message.count ?? 0) < 120)
  }
}
