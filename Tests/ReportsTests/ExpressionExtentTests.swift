import Findings
import Reports
import Testing

/// What of a source line is marked, seen through the one thing that draws it.
@Suite struct ExpressionExtentTests {
  /// The marked part of a line whose column is where the backtick stands in it.
  private func marked(_ line: String) throws -> String {
    let column = try #require(line.utf8.firstIndex(of: UInt8(ascii: "`")))
    let text = line.replacing("`", with: "", maxReplacements: 1)
    let offset = line.utf8.distance(from: line.startIndex, to: column)
    let span = LabelledSpan(SourceSpan(file: "a.c", line: 1, column: offset + 1), label: "here", text: text)
    let finding = Finding(severity: .error, title: "t", primary: span, claim: .observed(kernel: "k"))
    let lines = FindingText(finding, context: FindingContext(), page: nil).render(TerminalTraits()).split(
      separator: "\n")
    let source = try #require(lines.first { $0.contains("1 │ ") })
    let marks = try #require(lines.first { $0.contains("^") })
    let start = marks.distance(from: marks.startIndex, to: try #require(marks.firstIndex(of: "^")))
    return String(source.dropFirst(start).prefix(marks.count { $0 == "^" }))
  }

  @Test(arguments: [
    ("if (`tcp->syn)", "tcp->syn"), ("return tcp->`syn ? 1 : 0;", "tcp->syn"),
    ("x = a.b[i + 1]->`c;", "a.b[i + 1]->c"), ("struct v *v = `lookup(&map, &key);", "lookup(&map, &key)"),
    ("if (a + 1 `> end || b)", "a + 1 > end"), ("if (a > end `|| b)", "a > end"), ("x = y `* 4;", "y * 4"),
    ("`*count += 1;", "*count"), ("*count `+= 1;", "*count += 1"),
    ("`if (a && (b || c)) return 1;", "if (a && (b || c))"),
    ("`return a ? 1 : 0;", "return a ? 1 : 0"), ("f(`(void *)(ip + 1), 2)", "(void *)(ip + 1)"),
    ("a[`i] = 0;", "i"), ("for (i = 0; i `< 8; i++)", "i < 8"), ("`}", "}"), ("x = `(a", "(a"),
  ])
  func `the expression at a column is marked whole`(_ line: String, _ expected: String) throws {
    #expect(try marked(line) == expected)
  }

  @Test func `any column of any line can be asked for`() {
    let lines = [
      "", "((((", "))))", "a->b->", "->a.", "é&&ü", "\t\t", "return", "if", "*&!~", "a ? b : c", "= = =", "][",
    ]
    for line in lines {
      for column in 0...line.utf8.count + 2 {
        let span = LabelledSpan(SourceSpan(file: "a.c", line: 1, column: column), label: "here", text: line)
        let finding = Finding(severity: .error, title: "t", primary: span, claim: .observed(kernel: "k"))
        #expect(FindingText(finding, context: FindingContext(), page: nil).render(TerminalTraits()).contains("here"))
      }
    }
  }
}
