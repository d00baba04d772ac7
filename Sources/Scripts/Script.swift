public import Findings

/// A bpftrace script: its probes and where each word of them stands. It is what rules look at; bpftrace compiles it.
///
/// Any text gives a script: what cannot be a probe is passed over, since bpftrace says better what is wrong with it.
public struct Script: Sendable {
  /// The file's name as reports have it.
  public let file: String
  /// The probes, in the script's order.
  public let probes: [ScriptProbe]
  /// Where each line starts.
  private let lineStarts: [Int]
  private let bytes: [UInt8]

  /// Words that start what is no probe.
  private static let definitions: Set<String> = ["struct", "union", "enum", "config", "fn", "macro"]

  /// Reads a script's text.
  public init(file: String, text: [UInt8]) {
    self.file = file
    bytes = text
    lineStarts = [0] + text.indices.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    var lexer = ScriptLexer(text)
    var probes: [ScriptProbe] = []
    while let probe = Self.probe(&lexer) { probes.append(probe) }
    self.probes = probes
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The line of a place in the text, from 1.
  public func line(at place: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= place { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column of a place in its line, in bytes from 1.
  func column(at place: Int) -> Int { place - lineStarts[line(at: place) - 1] + 1 }

  /// The text of a line, from 1, without its end; empty where there is none.
  public func lineText(_ line: Int) -> String {
    guard lineStarts.indices.contains(line - 1) else { return "" }
    return String(decoding: bytes[lineStarts[line - 1]...].prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  /// Where something stands, with its line's text. What goes on in other lines ends with the first.
  public func span(_ range: Range<Int>, _ label: String) -> LabelledSpan {
    let line = line(at: range.lowerBound)
    let start = lineStarts[line - 1]
    let text = lineText(line)
    let end = min(range.upperBound, start + text.utf8.count)
    return LabelledSpan(
      SourceSpan(
        file: file, line: line, column: range.lowerBound - start + 1,
        endColumn: end > range.lowerBound ? end - start + 1 : nil),
      label: label, text: text)
  }

  /// The probe that a section of bpftrace's object was made of: `tracepoint:sched:sched_switch`.
  ///
  /// - Parameter after: The probe of the section before it: sections stand in the script's order, a probe may have several.
  func probe(ofSection name: String, after: Int?) -> Int? {
    let first = String(name.prefix { $0 != "," })
    let exact = probes.indices.filter { probes[$0].label == name }
    let fitting =
      exact.isEmpty
      ? probes.indices.filter { probes[$0].attachPoints.contains { $0.covers(first) } } : exact
    return fitting.first { $0 > after ?? -1 } ?? fitting.first { $0 == after } ?? fitting.first
  }

  // MARK: Probes

  private static func probe(_ lexer: inout ScriptLexer) -> ScriptProbe? {
    while true {
      lexer.skipBlanks()
      guard let byte = lexer.next else { return nil }
      if byte == UInt8(ascii: "#") {
        skipDirective(&lexer)
      } else if isDefinition(lexer) {
        _ = block(&lexer)
      } else if let probe = probeHere(&lexer) {
        return probe
      }
    }
  }

  /// Passes a line of the preprocessor, with those that a backslash joins to it.
  private static func skipDirective(_ lexer: inout ScriptLexer) {
    repeat {
      lexer.skipLine()
    } while lexer.place >= 2 && lexer.next != nil
      && lexer.bytes[lexer.place - 2] == UInt8(ascii: "\\")
  }

  private static func isDefinition(_ lexer: ScriptLexer) -> Bool {
    var lexer = lexer
    guard let word = lexer.token(), definitions.contains(word.text) else { return false }
    return lexer.next != UInt8(ascii: ":")
  }

  /// The words up to the end of the next block in braces, without its braces; what stands before it is left out.
  private static func block(_ lexer: inout ScriptLexer) -> [ScriptToken] {
    var words: [ScriptToken] = []
    var depth = 0
    while let word = lexer.token() {
      if word.text == "}" { depth -= 1 }
      if depth <= 0, word.text == "}" { return words }
      if depth > 0 { words.append(word) }
      if word.text == "{" { depth += 1 }
      if depth == 0, word.text == ";" { return words }
    }
    return words
  }

  /// A probe that starts here; nil, and at least one byte passed, when none does.
  private static func probeHere(_ lexer: inout ScriptLexer) -> ScriptProbe? {
    var points: [AttachPoint] = []
    var predicate: [ScriptToken]?
    while true {
      lexer.skipBlanks()
      guard let byte = lexer.next else { return nil }
      switch byte {
      case UInt8(ascii: ","): lexer.place += 1
      case UInt8(ascii: "{"):
        let body = block(&lexer)
        return points.isEmpty ? nil : ScriptProbe(attachPoints: points, predicate: predicate, body: body)
      case UInt8(ascii: "/"):
        lexer.place += 1
        predicate = predicateWords(&lexer)
      case UInt8(ascii: "}"), UInt8(ascii: ";"):
        lexer.place += 1
        return nil
      default:
        points.append(attachPoint(&lexer))
      }
    }
  }

  /// The words up to the slash that a block follows.
  private static func predicateWords(_ lexer: inout ScriptLexer) -> [ScriptToken] {
    var words: [ScriptToken] = []
    while let word = lexer.token() {
      if word.text == "/" {
        var ahead = lexer
        ahead.skipBlanks()
        if ahead.next == UInt8(ascii: "{") || ahead.next == nil { return words }
      }
      words.append(word)
    }
    return words
  }

  private static func attachPoint(_ lexer: inout ScriptLexer) -> AttachPoint {
    let start = lexer.place
    var text: [UInt8] = []
    reading: while let byte = lexer.next, !ScriptLexer.isBlank(byte) {
      switch byte {
      case UInt8(ascii: "\""):
        lexer.place += 1
        while let inside = lexer.next, inside != UInt8(ascii: "\""), inside != UInt8(ascii: "\n") {
          text.append(inside)
          lexer.place += 1
        }
      case UInt8(ascii: "/"), UInt8(ascii: "."):
        // A path goes from a colon to the next one; any other slash begins the predicate, or a comment.
        guard text.last == UInt8(ascii: ":") else {
          if byte == UInt8(ascii: ".") { break }
          break reading
        }
        while let inside = lexer.next, !ScriptLexer.isBlank(inside), inside != UInt8(ascii: ":") {
          text.append(inside)
          lexer.place += 1
        }
        continue
      case UInt8(ascii: ","), UInt8(ascii: "{"): break reading
      default: break
      }
      if byte != UInt8(ascii: "\"") { text.append(byte) }
      lexer.place = min(lexer.place + 1, lexer.bytes.count)
    }
    return AttachPoint(text: String(decoding: text, as: UTF8.self), range: start..<lexer.place)
  }
}
