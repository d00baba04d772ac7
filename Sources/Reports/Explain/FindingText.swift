public import Explanations
public import Findings
import Lints

/// A finding for a terminal: the title, the source lines that tell its story in order, what to change.
public struct FindingText {
  private let finding: Finding
  private let context: FindingContext
  private let page: ExplanationPage?
  private let isVerbose: Bool
  private let offersVerbose: Bool

  /// The widest that it is drawn: longer lines are read no better.
  private static let widest = 100
  private static let circled = Array("①②③④⑤⑥⑦⑧⑨")

  /// A finding with the manual page of its id; `isVerbose` adds the verifier's own words, numbers and
  /// registers; `offersVerbose` says that the command has an option for them.
  public init(
    _ finding: Finding, context: FindingContext, page: ExplanationPage?, isVerbose: Bool = false,
    offersVerbose: Bool = true
  ) {
    self.finding = finding
    self.context = context
    self.page = page
    self.isVerbose = isVerbose
    self.offersVerbose = offersVerbose
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    let traits = TerminalTraits(columns: min(traits.columns, Self.widest), colour: traits.colour)
    var out = heading(traits)
    out += story(traits)
    for note in finding.notes { out += "\n" + Self.hanging("  note: ", note, traits) }
    if let fix = finding.fix { out += "\n" + Self.hanging("  fix: ", fix, traits) }
    out += repaired(traits)
    if isVerbose { out += machine(traits) }
    if let id = finding.id, page != nil || Linter.page(id) != nil {
      let more =
        isVerbose || !offersVerbose || context.messages.isEmpty
        ? "" : " · the verifier's words and registers: --verbose"
      let lines = TerminalText.wrap("More: assay explain \(TerminalText.escape(id))\(more)", to: traits.columns - 2)
      out += "\n" + lines.map { traits.styled("  \($0)", .faint) + "\n" }.joined()
    }
    return out
  }

  /// Only the source lines that tell the story, plain and without a margin; empty when there are none.
  var storyText: String { String(story(TerminalTraits(columns: Self.widest)).drop { $0 == "\n" }) }

  // MARK: Heading

  private func heading(_ traits: TerminalTraits) -> String {
    let word = finding.severity.rawValue + (finding.id.map { "[\(TerminalText.escape($0))]" } ?? "")
    let lines = TerminalText.wrap(TerminalText.escape(finding.title), to: traits.columns - word.utf8.count - 2)
    var out = traits.styled(word, finding.severity.style) + ": " + traits.styled(lines.first ?? "", .strong) + "\n"
    for line in lines.dropFirst() { out += "  " + traits.styled(line, .strong) + "\n" }
    let place = [finding.primary.map(placeWords) ?? "", context.words(program: finding.program)]
      .filter { !$0.isEmpty }.joined(separator: finding.primary.map(placeWords)?.isEmpty ?? true ? "" : "  ")
    guard !place.isEmpty else { return out }
    return out + Self.hanging("  --> ", place, traits)
  }

  /// `filter.bpf.c:30:7`; the instruction where no source is known.
  private func placeWords(_ span: LabelledSpan) -> String {
    guard span.span.file.isEmpty else { return span.span.placeWords }
    return span.instruction.map { "instruction \($0)" } ?? ""
  }

  // MARK: Story

  private struct Step {
    var span: LabelledSpan
    var line: SourceLineText?
    var number: String
    var isPrimary: Bool
  }

  /// The spans in the order of the story, the failing one last, those of one line under it.
  private func story(_ traits: TerminalTraits) -> String {
    // A file without a line has nothing to show.
    let told = finding.primary.flatMap { $0.text == nil && $0.span.line == 0 ? nil : $0 }
    var steps = finding.related.map { Step(span: $0, line: Self.line($0), number: "", isPrimary: false) }
    if let primary = told {
      steps.append(Step(span: primary, line: Self.line(primary), number: "", isPrimary: true))
    }
    guard !steps.isEmpty else { return "" }
    if steps.count > 1 {
      for index in steps.indices { steps[index].number = index < Self.circled.count ? "\(Self.circled[index]) " : "" }
    }
    let indentation = steps.compactMap { $0.line?.indentation }.min() ?? 0
    for index in steps.indices { steps[index].line?.dedent(indentation) }

    let digits = steps.map { $0.span.span.line > 0 ? String($0.span.span.line).utf8.count : 0 }.max() ?? 0
    let gutter = max(4, digits + 2)
    let room = traits.columns - gutter - 5
    var out = "\n"
    var file = finding.primary?.span.file ?? ""
    var last: SourceSpan?
    for var step in steps {
      let span = step.span.span
      if !span.file.isEmpty, span.file != file {
        out += Self.hanging("  --> ", span.file, traits)
        file = span.file
      }
      step.line?.fit(room)
      if last.map({ $0.file == span.file && $0.line == span.line && span.line > 0 }) != true, let line = step.line {
        let number = span.line > 0 ? String(span.line) : ""
        out += traits.styled("\(Self.pad(number, to: gutter)) │", .faint) + (line.text.isEmpty ? "" : " \(line.text)")
        out += "\n"
      }
      last = span
      out += marked(step, gutter: gutter, room: room, traits)
    }
    return out
  }

  /// The marks under the line, and what they say: beside them, or below where little room is left.
  private func marked(_ step: Step, gutter: Int, room: Int, _ traits: TerminalTraits) -> String {
    let bar = traits.styled(Self.pad("", to: gutter) + " │", .faint) + " "
    let style: TerminalStyle = step.isPrimary ? finding.severity.style : .strong
    var label = TerminalText.escape(step.span.label)
    if isVerbose, let instruction = step.span.instruction { label += " (instruction \(instruction))" }
    let hanging = TerminalText.width(step.number)
    guard let line = step.line else {
      return Self.block(step.number, label, to: room - hanging).map { bar + $0 + "\n" }.joined()
    }
    let marks = String(repeating: step.isPrimary ? "^" : "─", count: line.length)
    let used = line.start + line.length + 1
    let before = String(repeating: " ", count: line.start)
    if room - used - hanging >= 36 || TerminalText.width(label) + hanging <= room - used {
      let lines = Self.block(step.number, label, to: room - used - hanging)
      var out = bar + before + traits.styled(marks, style) + " " + (lines.first ?? "") + "\n"
      for line in lines.dropFirst() { out += bar + String(repeating: " ", count: used) + line + "\n" }
      return out
    }
    var out = bar + before + traits.styled(marks, style) + "\n"
    let indentation = min(line.start, 8)
    for line in Self.block(step.number, label, to: room - indentation - hanging) {
      out += bar + String(repeating: " ", count: indentation) + line + "\n"
    }
    return out
  }

  private static func line(_ span: LabelledSpan) -> SourceLineText? {
    guard let text = span.text, !text.allSatisfy(\.isWhitespace) else { return nil }
    return SourceLineText(text, marked: MarkedBytes.range(of: span))
  }

  // MARK: Repair

  /// The page's repair as lines taken away and added; empty where it is none of this code's.
  private func repaired(_ traits: TerminalTraits) -> String {
    let lines = RepairExample.lines(of: page, for: finding)
    guard !lines.isEmpty else { return "" }
    var out = "\n  \(RepairExample.heading)\n"
    for line in lines {
      let text = SourceLineText(line.text, marked: nil).text
      let shown = TerminalText.cut(text, to: traits.columns - 7)
      let row = "   \(line.sign) │" + (shown.isEmpty ? "" : " \(shown)")
      out += (line.sign == "+" ? traits.styled(row, .good) : line.sign == "-" ? traits.styled(row, .bad) : row) + "\n"
    }
    return out
  }

  // MARK: The machine's side

  private func machine(_ traits: TerminalTraits) -> String {
    var out = ""
    if !context.messages.isEmpty {
      out += "\n  the verifier said\n"
      for message in context.messages { out += Self.hanging("    ", message, traits) }
    }
    guard let state = context.state else { return out }
    out += "\n  refused at instruction \(TerminalText.escape(state.instruction))"
    out += state.frame == 0 ? "\n" : ", in call frame \(state.frame)\n"
    let places = state.registers + state.stack
    let width = places.map { TerminalText.width($0.name) }.max() ?? 0
    for place in places {
      let name = TerminalText.escape(place.name)
      out += Self.hanging(
        "    \(name)\(String(repeating: " ", count: width - TerminalText.width(name)))  ", place.words, traits)
    }
    if !state.before.isEmpty {
      out += "\n  the path before it\n"
      for line in state.before {
        out += TerminalText.cut("    \(TerminalText.escape(line))", to: traits.columns) + "\n"
      }
    }
    return out
  }

  // MARK: Lines

  /// The text after a head, wrapped under where it begins. The text is escaped here, the head is not.
  static func hanging(_ head: String, _ text: String, _ traits: TerminalTraits) -> String {
    let indentation = TerminalText.width(head)
    let lines = TerminalText.wrap(TerminalText.escape(text), to: max(traits.columns - indentation, 20))
    let rest = String(repeating: " ", count: indentation)
    return lines.enumerated().map { ($0.offset == 0 ? head : rest) + $0.element + "\n" }.joined()
  }

  /// A label wrapped under its own beginning.
  private static func block(_ number: String, _ label: String, to room: Int) -> [String] {
    let rest = String(repeating: " ", count: TerminalText.width(number))
    return TerminalText.wrap(label, to: max(room, 20)).enumerated().map {
      ($0.offset == 0 ? number : rest) + $0.element
    }
  }

  private static func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

extension SourceSpan {
  /// `file:line:column`; only the file where no line is known.
  var placeWords: String { line > 0 ? description : file }
}

extension Severity {
  /// How it is coloured.
  var style: TerminalStyle {
    switch self {
    case .error: .bad
    case .warning: .doubtful
    case .note: .strong
    }
  }
}
