import Findings
import Measuring
public import Placed
import Project

extension Baseline {
  /// A file's text: a head, then keys, figures and what is accepted, each kind sorted. Keys have their digest for a name, so
  /// that two branches that add one add the same line.
  public var text: String {
    let keys = Dictionary(figures.values.map { ($0.key.digest, $0.key) }, uniquingKeysWith: { first, _ in first })
    let keyLines = keys.sorted { $0.key < $1.key }.map { digest, key in
      let parts = FigureKey.Part.allCases.compactMap { part in
        key.value(part).map { "\(part.rawValue)=\(BaselineWords.quoted($0))" }
      }
      return (["key", digest] + parts).joined(separator: " ")
    }
    let figureLines = figures.sorted { $0.key < $1.key }.map { subject, figure in
      (Self.head("figure", subject, figure.value) + [figure.key.digest] + Self.tail(subject)).joined(separator: " ")
    }
    let acceptLines = acceptances.sorted { $0.key < $1.key }.map { subject, acceptance in
      let until = acceptance.until.map { ["until=\($0)"] } ?? []
      return
        (Self.head("accept", subject, acceptance.value) + Self.tail(subject) + until
        + ["reason=\(BaselineWords.quoted(acceptance.reason))"]).joined(separator: " ")
    }
    return ([Self.comment, Self.version] + keyLines + figureLines + acceptLines).map { $0 + "\n" }.joined()
  }

  /// Reads a file's bytes; `file` is its name in messages.
  /// - Throws: all that is wrong with it, each thing with its place.
  public init(_ bytes: [UInt8], file: String) throws(PlacedError) {
    self.init()
    var reader = Reader(file: file)
    reader.read(bytes)
    guard reader.problems.isEmpty else { throw PlacedError(problems: Array(reader.problems.prefix(Self.mostProblems))) }
    figures = reader.figures
    acceptances = reader.acceptances
  }

  /// Larger files are no baseline, in bytes.
  public static let sizeLimit = 64 << 20
  private static let mostProblems = 100
  private static let version = "baseline 1"
  private static let comment = "# Written by assay baseline update and accept. One figure a line: branches merge."

  private static func head(_ kind: String, _ subject: FigureSubject, _ value: Int) -> [String] {
    [
      kind, BaselineWords.quoted(subject.input), BaselineWords.quoted(subject.program),
      BaselineWords.quoted(subject.kernel), subject.metric.rawValue, String(value),
    ]
  }

  private static func tail(_ subject: FigureSubject) -> [String] {
    [("variant", subject.variant), ("case", subject.testCase)].compactMap { name, text in
      text.map { "\(name)=\(BaselineWords.quoted($0))" }
    }
  }

  /// Reads line by line and goes on behind what is wrong.
  private struct Reader {
    let file: String
    var figures: [FigureSubject: BaselineFigure] = [:]
    var acceptances: [FigureSubject: Acceptance] = [:]
    var problems: [PlacedProblem] = []
    private var keys: [String: FigureKey] = [:]
    /// Figures whose keys may still come.
    private var drafts: [(subject: FigureSubject, value: Int, key: BaselineWords.Word, line: Int)] = []
    private var lines: [FigureSubject: Int] = [:]
    private var acceptLines: [FigureSubject: Int] = [:]
    private var hasVersion = false
    /// Whether a key's line cannot be read: figures that miss one are not told of too.
    private var hasBrokenKey = false

    init(file: String) { self.file = file }

    mutating func read(_ bytes: [UInt8]) {
      guard bytes.count <= Baseline.sizeLimit else {
        return add("the file is larger than \(Baseline.sizeLimit) bytes", 1, 1)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else { return add("the file is no UTF-8 text", 1, 1) }
      let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        guard !line.isEmpty, line.unicodeScalars.first != "#" else { continue }
        do throws(BaselineWords.Fault) {
          try read(try BaselineWords.split(line), index + 1)
        } catch {
          add(error.message, index + 1, error.column, String(line))
        }
      }
      if !hasVersion, problems.isEmpty {
        add("it begins with no 'baseline 1': assay baseline update writes a baseline", 1, 1)
      }
      for draft in drafts {
        guard let key = keys[draft.key.text] else {
          guard !hasBrokenKey else { continue }
          add("no line says what key '\(draft.key.text)' is", draft.line, draft.key.column)
          continue
        }
        figures[draft.subject] = BaselineFigure(draft.value, key)
      }
    }

    private mutating func add(_ message: String, _ line: Int, _ column: Int, _ text: String? = nil) {
      var problem = PlacedProblem(message, at: SourceSpan(file: file, line: line, column: column))
      problem.line = text
      problems.append(problem)
    }

    private mutating func read(_ words: [BaselineWords.Word], _ line: Int) throws(BaselineWords.Fault) {
      guard let first = words.first else { return }
      switch first.name == nil ? first.text : "" {
      case "baseline": try readVersion(words)
      case "key": try readKey(words)
      case "figure": try readFigure(words, line)
      case "accept": try readAcceptance(words, line)
      default: throw BaselineWords.Fault(message: "expected baseline, key, figure or accept", column: first.column)
      }
    }

    private mutating func readVersion(_ words: [BaselineWords.Word]) throws(BaselineWords.Fault) {
      guard words.count == 2, words[1].text == "1" else {
        throw BaselineWords.Fault(message: "this assay reads 'baseline 1'", column: words[0].column)
      }
      hasVersion = true
    }

    private mutating func readKey(_ words: [BaselineWords.Word]) throws(BaselineWords.Fault) {
      guard words.count >= 2, words[1].name == nil else {
        throw BaselineWords.Fault(message: "a key needs a name", column: words[0].column)
      }
      var key = FigureKey(object: "")
      for word in words.dropFirst(2) {
        guard let part = word.name.flatMap(FigureKey.Part.init(rawValue:)), key.value(part) == nil,
          key.set(part, to: word.text)
        else {
          let parts = FigureKey.Part.allCases.map(\.rawValue).joined(separator: "=, ")
          throw BaselineWords.Fault(message: "expected each of \(parts)= once at most", column: word.column)
        }
      }
      guard key.digest == words[1].text else {
        hasBrokenKey = true
        throw BaselineWords.Fault(
          message: "the key is not what its name is a digest of (\(key.digest)): assay baseline update writes it",
          column: words[1].column)
      }
      keys[words[1].text] = key
    }

    private mutating func readFigure(_ words: [BaselineWords.Word], _ line: Int) throws(BaselineWords.Fault) {
      var named = try Named(words, from: 7, ["variant", "case"])
      let (subject, value) = try subject(words, &named)
      if let earlier = lines[subject] {
        throw BaselineWords.Fault(
          message: "the figure stands in line \(earlier) too: after a merge, assay baseline update settles it",
          column: words[0].column)
      }
      lines[subject] = line
      drafts.append((subject, value, words[6], line))
    }

    private mutating func readAcceptance(_ words: [BaselineWords.Word], _ line: Int) throws(BaselineWords.Fault) {
      var named = try Named(words, from: 6, ["variant", "case", "until", "reason"])
      let (subject, value) = try subject(words, &named)
      var until: CalendarMonth?
      if let word = named["until"] {
        until = CalendarMonth(word.text)
        guard until != nil else {
          throw BaselineWords.Fault(message: "expected a month such as 2027-06", column: word.column)
        }
      }
      guard let reason = named["reason"]?.text, reason.contains(where: { !$0.isWhitespace }) else {
        throw BaselineWords.Fault(message: "what is accepted needs a reason=", column: words[0].column)
      }
      if let earlier = acceptLines[subject] {
        throw BaselineWords.Fault(message: "it is accepted in line \(earlier) too", column: words[0].column)
      }
      acceptLines[subject] = line
      acceptances[subject] = Acceptance(upTo: value, until: until, reason: reason)
    }

    /// What a line is of, and its value.
    private func subject(
      _ words: [BaselineWords.Word], _ named: inout Named
    ) throws(BaselineWords.Fault) -> (FigureSubject, Int) {
      guard let metric = GateMetric(rawValue: words[4].text) else {
        let metrics = GateMetric.allCases.map(\.rawValue).joined(separator: ", ")
        throw BaselineWords.Fault(message: "expected one of \(metrics)", column: words[4].column)
      }
      guard let value = Int(words[5].text), value >= 0, words[5].text.first != "+" else {
        throw BaselineWords.Fault(message: "expected a whole number that is not negative", column: words[5].column)
      }
      let subject = FigureSubject(
        input: words[1].text, variant: named["variant"]?.text, program: words[2].text, kernel: words[3].text,
        testCase: named["case"]?.text, metric: metric)
      return (subject, value)
    }

    /// The words of a line that have names.
    private struct Named {
      private var words: [String: BaselineWords.Word] = [:]

      /// Those from a place on: all of them named, each known and once. Those before it have no names.
      init(_ words: [BaselineWords.Word], from start: Int, _ known: [String]) throws(BaselineWords.Fault) {
        guard words.count >= start, words[..<start].allSatisfy({ $0.name == nil }) else {
          throw BaselineWords.Fault(
            message: "expected \(words[0].text) INPUT PROGRAM KERNEL FIGURE VALUE\(start == 7 ? " KEY" : "")",
            column: words[0].column)
        }
        for word in words[start...] {
          guard let name = word.name, known.contains(name), self.words[name] == nil else {
            throw BaselineWords.Fault(
              message: "expected each of \(known.joined(separator: "=, "))= once at most", column: word.column)
          }
          self.words[name] = word
        }
      }

      subscript(_ name: String) -> BaselineWords.Word? { words[name] }
    }
  }
}
