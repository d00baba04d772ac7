import Explanations
import Findings
import Jobs
import Lints

/// A report of findings as SARIF 2.1.0: what code scanning takes.
public struct ExplainSARIF {
  private let report: ExplainReport

  /// The report.
  public init(_ report: ExplainReport) {
    self.report = report
  }

  /// The log, with one run.
  public func render() throws -> String {
    let found = report.logs.filter { $0.finding != nil }
    let ids = Set(found.compactMap(\.finding?.id)).sorted()
    let rules = ids.compactMap { Explainer.page($0).map(Self.rule) ?? Linter.page($0).map(Self.rule) }
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($0.element.id, $0.offset) })
    let results = found.compactMap { log in log.finding.map { Self.result($0, log, indices) } }
    let notifications = (report.notes + report.logs.flatMap(\.notes))
      .map { SARIFLog.Notification(level: "note", message: .init(text: $0)) }
    let run = SARIFLog.Run(
      tool: .init(driver: .init(version: report.assay, rules: rules)), results: results,
      invocations: [.init(toolExecutionNotifications: notifications)])
    return try CanonicalJSON.document(SARIFLog(runs: [run]))
  }

  private static func rule(_ page: ExplanationPage) -> SARIFLog.Rule {
    let fix = page.fix.map { "\n\nFix: \($0)." } ?? ""
    return SARIFLog.Rule(
      id: page.id, shortDescription: .init(text: page.title), fullDescription: .init(text: page.why),
      help: .init(text: page.why + fix, markdown: ManualMarkdown.page(page)),
      defaultConfiguration: .init(level: "error"))
  }

  private static func rule(_ page: RulePage) -> SARIFLog.Rule {
    SARIFLog.Rule(
      id: page.id, shortDescription: .init(text: page.title), fullDescription: .init(text: page.why),
      help: .init(text: "\(page.why)\n\nFix: \(page.fix).", markdown: RuleManual.markdown(page)),
      defaultConfiguration: .init(level: page.severity.rawValue))
  }

  private static func result(_ finding: Finding, _ log: ExplainedLog, _ rules: [String: Int]) -> SARIFLog.Result {
    var text = finding.title
    for note in finding.notes { text += "\nNote: \(note)." }
    if let fix = finding.fix { text += "\nFix: \(fix)." }
    let story = finding.related + (finding.primary.map { [$0] } ?? [])
    let steps = story.enumerated().map { location($0.element, log, id: $0.offset, program: finding.program) }
    let primary = finding.primary.map { location($0, log, id: nil, program: finding.program) }
    let flow = steps.enumerated().map {
      SARIFLog.ThreadFlowLocation(
        location: $0.element, importance: $0.offset == steps.count - 1 ? "essential" : "important")
    }
    return SARIFLog.Result(
      ruleId: finding.id, ruleIndex: finding.id.flatMap { rules[$0] }, level: finding.severity.rawValue,
      message: .init(text: text), locations: [primary ?? place(log, program: finding.program)],
      relatedLocations: steps.dropLast(finding.primary == nil ? 0 : 1).map { $0 },
      codeFlows: flow.isEmpty ? [] : [.init(threadFlows: [.init(locations: flow)])],
      // The same refusal in a file that has grown above it is the same.
      partialFingerprints: [
        "assay/v1": [finding.id, finding.program, finding.primary?.text.map(words), finding.primary?.span.file]
          .map { $0 ?? "" }.joined(separator: "|")
      ])
  }

  private static func location(
    _ span: LabelledSpan, _ log: ExplainedLog, id: Int?, program: String?
  ) -> SARIFLog.Location {
    var location = place(log, program: program)
    location.id = id
    location.message = .init(text: span.label)
    guard !span.span.file.isEmpty, span.span.line > 0 else { return location }
    var region = SARIFLog.Region(startLine: span.span.line)
    if let text = span.text {
      region.snippet = .init(text: text)
      if let bytes = MarkedBytes.range(of: span) {
        // Columns of the compiler are bytes, those of SARIF code points.
        region.startColumn = codePoints(text, to: bytes.lowerBound) + 1
        region.endColumn = codePoints(text, to: bytes.upperBound) + 1
      }
    }
    location.physicalLocation = .init(artifactLocation: .init(uri: uri(span.span.file)), region: region)
    return location
  }

  /// The log itself, where no source line is known.
  private static func place(_ log: ExplainedLog, program: String?) -> SARIFLog.Location {
    SARIFLog.Location(
      physicalLocation: .init(artifactLocation: .init(uri: uri(log.input == "-" ? "stdin" : log.input))),
      logicalLocations: program.map { [.init(name: $0)] })
  }

  private static func codePoints(_ text: String, to bytes: Int) -> Int {
    String(decoding: text.utf8.prefix(bytes), as: UTF8.self).unicodeScalars.count
  }

  private static func words(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A path as a URI reference: what is no letter, digit or one of `/-._~` in percent form.
  private static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let isPlain =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/-._~".utf8.contains(byte)
      if isPlain {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }
}
