import Findings
import Placed
import Testing

struct PlacedDocumentTests {
  private func problems(_ text: String) -> [PlacedProblem] {
    do throws(PlacedError) {
      _ = try PlacedDocument(Array(text.utf8), file: "f.yml")
      return []
    } catch {
      return error.problems
    }
  }

  private func only(_ text: String) throws -> PlacedProblem {
    let all = problems(text)
    try #require(all.count == 1, "\(all.map(\.message))")
    return all[0]
  }

  @Test func textStaysAsItIsWritten() throws {
    let text = "[5.10, no, 12:30:45, 0x10, ~, 'quoted', \"a\\tb\", 1e3, true]"
    let values = try PlacedDocument(Array(text.utf8), file: "f.yml").decode { root, problems in
      root.list(&problems) { $0.text(&$1) }
    }
    #expect(values == ["5.10", "no", "12:30:45", "0x10", "~", "quoted", "a\tb", "1e3", "true"])
  }

  /// A table of cases may be one line. It is not walked from its start for each value.
  @Test func aLongLineIsReadInOneGo() throws {
    let text = "[" + String(repeating: "a, ", count: 150_000) + "b]"
    let root = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    guard case .sequence(let letters) = root.content else { return #expect(Bool(false)) }
    #expect(letters.count == 150_001 && letters.last?.span.column == 450_002)
    #expect(letters[0].span.endColumn == 3 && letters[300].span.endColumn == 903)
    #expect(letters.last?.span.endColumn == nil)
  }

  @Test func placesAreExactWithTabsAccentsAndBlocks() throws {
    let text = "é: [ä, 'ö x', z]\nblock: |\n  one\n  two\nnested:\n  - key: value\n"
    let root = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    guard case .mapping(let entries) = root.content else { return #expect(Bool(false)) }
    #expect(entries.map(\.key.span.line) == [1, 2, 5])
    #expect(entries[0].key.span == SourceSpan(file: "f.yml", line: 1, column: 1, endColumn: 2))
    guard case .sequence(let letters) = entries[0].value.content else { return #expect(Bool(false)) }
    #expect(letters.map(\.span.column) == [5, 8, 15])
    #expect(letters.map(\.span.endColumn) == [6, 13, 16])
    #expect(entries[1].value.content == .scalar("one\ntwo\n", isPlain: false))
    guard case .sequence(let list) = entries[2].value.content, case .mapping(let inner) = list[0].content else {
      return #expect(Bool(false))
    }
    #expect(inner[0].value.span == SourceSpan(file: "f.yml", line: 6, column: 10, endColumn: 15))
  }

  @Test func anEmptyFileIsAnEmptyMapping() throws {
    for text in ["", "\n\n", "# only a comment\n", "\u{FEFF}"] {
      #expect(try PlacedDocument(Array(text.utf8), file: "f.yml").root.content == .mapping([]))
    }
  }

  @Test func aKeyThatStandsTwiceIsShownAtBothPlaces() throws {
    let problem = try only("a: 1\nb:\n  x: 1\n  \"y\": 2\n  y: 3\n")
    #expect(problem.message == "the key 'y' stands twice")
    #expect(problem.span == SourceSpan(file: "f.yml", line: 5, column: 3, endColumn: 4))
    #expect(problem.other?.span.line == 4)
    #expect(try only("{a: 1, a: 2}").message == "the key 'a' stands more than once")
    #expect(try only("*: 1\n").message == "an alias cannot be a key")
  }

  @Test func mergeKeysTagsAndComplexKeysAreRefused() throws {
    #expect(try only("a: &x {b: 1}\nc:\n  <<: *x\n").message == "merge keys are not supported")
    #expect(try only("a: !ruby/object {}\n").message == "the tag '!ruby/object' is not supported")
    #expect(try only("a: !!int 5\n").message == "the tag 'tag:yaml.org,2002:int' is not supported")
    #expect(try only("? [a, b]\n: c\n").message == "a key must be text")
    #expect(problems("'<<': 1\n").isEmpty)
  }

  @Test func brokenYAMLIsAPlacedProblem() throws {
    let problem = try only("a: [1, 2\nb: 3\n")
    #expect(problem.span.line == 2)
    #expect(problem.line == "b: 3")
    #expect(try only("a: 1\n---\nb: 2\n").message == "but found another document")
    #expect(try only("a: \u{1}\n").span == SourceSpan(file: "f.yml", line: 1, column: 4))
    #expect(try only("a: \u{E000}\n").span == SourceSpan(file: "f.yml", line: 1, column: 4))
  }

  @Test func bytesThatAreNoTextArePlaced() throws {
    let error = #expect(throws: PlacedError.self) {
      try PlacedDocument(Array("a: 1\nö: ".utf8) + [0xff], file: "f.yml")
    }
    #expect(error?.problems.first?.span == SourceSpan(file: "f.yml", line: 2, column: 4))
    #expect(throws: PlacedError.self) {
      try PlacedDocument([UInt8](repeating: 32, count: PlacedDocument.sizeLimit + 1), file: "f.yml")
    }
  }

  @Test func aliasesStandForValuesAtTheirOwnPlaces() throws {
    let text = "a: &x [1, 2]\nb: *x\nc: &x '*'\nd: [*x, \"* *y\"]\n"
    let root = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    guard case .mapping(let entries) = root.content, case .sequence(let last) = entries[3].value.content else {
      return #expect(Bool(false))
    }
    #expect(entries[1].value.content == entries[0].value.content)
    #expect(entries[1].value.span == SourceSpan(file: "f.yml", line: 2, column: 4, endColumn: 6))
    // The last anchor before the alias counts, and stars in quotes are text.
    #expect(last.map(\.content) == [.scalar("*", isPlain: false), .scalar("* *y", isPlain: false)])
  }

  @Test func anAliasWithoutAnAnchorIsAProblemAtItsPlace() throws {
    let problem = try only("a: *nowhere\n")
    #expect(problem.message == "there is no anchor '&nowhere' before this alias")
    #expect(problem.span == SourceSpan(file: "f.yml", line: 1, column: 4, endColumn: 12))
    #expect(try only("a: &a [*a]\n").message == "there is no anchor '&a' before this alias")
    #expect(try only("- *.o\n").hint == "put text that starts with '*' in quotes")
  }

  @Test func bombsEnd() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let all = problems(text)
    #expect(all.contains { $0.message == "the file has more than 200000 values, aliases expanded" })
    #expect(all.count < 10)
    // The same in keys, and deeper than any stack.
    #expect(!problems(text + "? *a30\n: x\n").isEmpty)
    #expect(!problems(text + "{*a30, {[*a30]: *a30}}\n").isEmpty)
    var deep = "a0: &a0 [x]\n"
    for level in 1...20_000 { deep += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(problems(deep).first?.message == "lists and mappings are nested deeper than 64 levels")
    #expect(!problems(String(repeating: "[", count: 900) + String(repeating: "]", count: 900)).isEmpty)
    #expect(!problems(String(repeating: "[", count: 100_000)).isEmpty)
    #expect(!problems(String(repeating: "- ", count: 100_000)).isEmpty)
  }

  @Test func aProblemIsRenderedWithItsLineAndACaret() throws {
    let error = #expect(throws: PlacedError.self) {
      try PlacedDocument(Array("a:\n\tobject: [1\n".utf8), file: "dir/f.yml")
    }
    #expect(
      error?.description == """
        dir/f.yml:2:1: a tab cannot indent in YAML; write spaces
          \tobject: [1
          ^
        """)
  }

  @Test(arguments: [1, 60, 90, 150, 196])
  func aLongLineIsShownAroundThePlace(column: Int) throws {
    var problem = PlacedProblem(
      "wrong", at: SourceSpan(file: "f", line: 1, column: column, endColumn: column + 4))
    problem.line = String(repeating: "-", count: column - 1) + "here" + String(repeating: "+", count: 200 - column - 3)
    let lines = problem.description.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines.allSatisfy { $0.count <= 100 })
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let place = lines[1].index(lines[1].startIndex, offsetBy: lines[2].distance(from: lines[2].startIndex, to: caret))
    #expect(lines[1][place...].hasPrefix("here") && lines[2].filter { $0 == "^" }.count == 4)
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    var problem = PlacedProblem(
      "bad\u{1b}[31m", at: SourceSpan(file: "x\u{1b}\n.yml", line: 1, column: 3, endColumn: 5))
    problem.line = "a\u{1b}[2Jb\u{202e}c"
    let lines = problem.description.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "x\\u{1b}\\u{a}.yml:1:3: bad\\u{1b}[31m")
    #expect(!problem.description.unicodeScalars.contains("\u{1b}"))
    #expect(!problem.description.unicodeScalars.contains("\u{202e}"))
    #expect(lines[2] == "    ^^")
  }
}
