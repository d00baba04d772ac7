import Findings
import Gate
import Jobs
import Measuring
import Placed
import Project
import TestSupport
import Testing

/// The baseline's file: whatever is written is read again as it was, and whatever is wrong has its place.
@Suite struct BaselineTextTests {
  private static func key(compiler: String = "clang version 19.1.7", image: String? = "bca03f5a8635") -> FigureKey {
    var key = FigureKey(object: "")
    key.compiler = compiler
    key.kernel = "6.12.118"
    key.image = image
    key.clock = .instructions
    key.commandLine = "console=ttyS0 quiet panic=-1 -- machine"
    return key
  }

  private static func subject(_ program: String, _ metric: GateMetric, testCase: String? = nil) -> FigureSubject {
    FigureSubject(
      input: "src/filter.bpf.c", program: program, kernel: "debian:6.12", testCase: testCase, metric: metric)
  }

  private static let example: Baseline = {
    var baseline = Baseline()
    baseline.figures[subject("filter", .verified)] = BaselineFigure(1234, key())
    baseline.figures[subject("filter", .instructions, testCase: "drops a blocked source")] = BaselineFigure(173, key())
    baseline.acceptances[subject("filter", .verified)] = Acceptance(
      upTo: 1500, until: CalendarMonth("2027-03"), reason: "IPv6 options are parsed too")
    return baseline
  }()

  @Test func `a file is a line a figure, sorted, with keys told once`() {
    #expect(
      Self.example.text == """
        # Written by assay baseline update and accept. One figure a line: branches merge.
        baseline 1
        key 88fa45219120 compiler="clang version 19.1.7" kernel=6.12.118 image=bca03f5a8635 commandLine="console=ttyS0 quiet panic=-1 -- machine" clock=instructions
        figure src/filter.bpf.c filter debian:6.12 instructions 173 88fa45219120 case="drops a blocked source"
        figure src/filter.bpf.c filter debian:6.12 verified_instructions 1234 88fa45219120
        accept src/filter.bpf.c filter debian:6.12 verified_instructions 1500 until=2027-03 reason="IPv6 options are parsed too"

        """)
  }

  @Test func `what was written is read as it was, whatever names are made of`() throws {
    var generator = SeededGenerator(seed: 8)
    let pieces = [
      "a", "b/c", " ", "\"", "\\", "=", "#", "\u{1B}[31m", "\n", "\t", "é", "\u{202E}", "名", "", "key", "\r\n", "u{1}",
    ]
    func text() -> String {
      (0..<Int.random(in: 1...5, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined()
    }
    for _ in 0..<200 {
      var baseline = Baseline()
      for _ in 0..<Int.random(in: 0...8, using: &generator) {
        let subject = FigureSubject(
          input: text(), variant: Bool.random(using: &generator) ? text() : nil, program: text(), kernel: text(),
          testCase: Bool.random(using: &generator) ? text() : nil,
          metric: GateMetric.allCases.randomElement(using: &generator)!)
        baseline.figures[subject] = BaselineFigure(
          Int.random(in: 0...Int.max, using: &generator),
          Self.key(compiler: text(), image: Bool.random(using: &generator) ? text() : nil))
        baseline.acceptances[subject] = Acceptance(
          upTo: 5, until: CalendarMonth("2031-12"), reason: "because " + text())
      }
      let read = try Baseline(Array(baseline.text.utf8), file: "assay.baseline")
      #expect(read == baseline)
      #expect(read.text == baseline.text)
    }
  }

  @Test func `lines of two branches together are a baseline, in any order`() throws {
    var other = Baseline()
    other.figures[Self.subject("other", .states)] = BaselineFigure(7, Self.key(compiler: "clang version 20.0.0"))
    let lines = (Self.example.text + other.text).split(separator: "\n").reversed()
    let merged = try Baseline(Array(lines.joined(separator: "\n").utf8), file: "assay.baseline")
    #expect(merged.figures == Self.example.figures.merging(other.figures) { first, _ in first })
  }

  @Test(arguments: [
    ("figure a b c verified_instructions 1 000", "1:1", "begins with no 'baseline 1'"),
    ("baseline 2", "1:1", "reads 'baseline 1'"),
    ("baseline 1\nfigure a b c verified 1 9", "2:14", "expected one of verified_instructions"),
    ("baseline 1\nfigure a b c states -1 9", "2:21", "whole number"),
    ("baseline 1\nfigure a b c states +1 9", "2:21", "whole number"),
    ("baseline 1\nfigure a b c states 99999999999999999999 9", "2:21", "whole number"),
    ("baseline 1\nfigure a b c states 1", "2:1", "expected figure INPUT PROGRAM KERNEL FIGURE VALUE KEY"),
    ("baseline 1\nfigure a b c states 1 abc", "2:23", "no line says what key 'abc' is"),
    ("baseline 1\nfigure a b c states 1 abc case=x case=y", "2:34", "once at most"),
    ("baseline 1\nkey abc kernel=1", "2:5", "not what its name is a digest of"),
    ("baseline 1\nkey abc kernel=1 kernel=2", "2:18", "once at most"),
    ("baseline 1\nkey abc colour=red", "2:9", "expected each of compiler"),
    ("baseline 1\naccept a b c states 1", "2:1", "needs a reason"),
    ("baseline 1\naccept a b c states 1 reason=\" \"", "2:1", "needs a reason"),
    ("baseline 1\naccept a b c states 1 until=2027-13 reason=x", "2:23", "expected a month"),
    ("baseline 1\nfigure \"a b", "2:8", "the quote is not closed"),
    ("baseline 1\nfigure \"a\\n\" b", "2:10", #"expected \", \\ or"#),
    ("baseline 1\nfigure a= b", "2:10", "nothing stands behind 'a='"),
    ("baseline 1\nfigure a\tb", "2:9", "a space is to stand between words"),
    ("baseline 1\nwhat is this", "2:1", "expected baseline, key, figure or accept"),
    ("baseline 1\n<<<<<<< HEAD", "2:1", "a word with such a character stands in quotes"),
  ])
  func `what is wrong is told with its place`(_ text: String, _ place: String, _ words: String) {
    do {
      _ = try Baseline(Array(text.utf8), file: "assay.baseline")
      Issue.record("it was read: \(text)")
    } catch {
      #expect(error.description.hasPrefix("assay.baseline:\(place): "), "\(error)")
      #expect(error.description.contains(words), "\(error)")
    }
  }

  @Test func `a figure that stands twice is told with the other line`() {
    let text = Self.example.text + "figure src/filter.bpf.c filter debian:6.12 verified_instructions 1 88fa45219120\n"
    let error = #expect(throws: PlacedError.self) { try Baseline(Array(text.utf8), file: "b") }
    #expect(
      error?.description.hasPrefix("b:7:1: the figure stands in line 5 too") == true, "\(String(describing: error))")
  }

  @Test func `no mutation of a baseline crashes its reader`() throws {
    var generator = SeededGenerator(seed: 3)
    let bytes = Array(Self.example.text.utf8)
    for _ in FuzzBudget(rounds: 3000) {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<mutated.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: mutated[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: mutated.remove(at: at)
        default: mutated.insert(contentsOf: Array("\"\\ =\n".utf8).shuffled(using: &generator).prefix(2), at: at)
        }
      }
      do throws(PlacedError) {
        let read = try Baseline(mutated, file: "b")
        #expect((try? Baseline(Array(read.text.utf8), file: "b")) == read)
      } catch {
        #expect(error.problems.allSatisfy { $0.span.file == "b" && $0.span.line >= 1 })
      }
    }
  }
}
