public import Jobs

/// Where the verifier's work went, for people: functions and loops as a tree, the lines in them, and the branches behind
/// which paths were walked again and again.
public struct HotText {
  /// Lines and parts below this share of the program are left out, but for the first few.
  private static let least = 0.01
  private static let mostLines = 6

  private let report: VerifyReport

  /// The rows of a report that say it.
  public init(_ report: VerifyReport) {
    self.report = report
  }

  /// The text; empty when no row says where its work went.
  public func render(_ traits: TerminalTraits) -> String {
    report.rows.map { row in row.hot.map { "\n" + self.text($0, row, traits) } ?? "" }.joined()
  }

  private func text(_ hot: HotProgram, _ row: VerifyRow, _ traits: TerminalTraits) -> String {
    var heading = "\(VerifyTable.label(row)): \(NumberText.grouped(hot.walked)) instructions walked"
    let figures = row.outcome.figures
    if let all = figures.verifiedInstructions, all > hot.walked + 1 {
      heading += " of \(NumberText.grouped(all)), the rest is not in the log"
    }
    if let states = figures.totalStates { heading += ", \(NumberText.count(states, "state"))" }
    var out = FindingText.hanging("", heading, traits)
    let all = max(1, hot.walked)
    for function in hot.functions { out += part(function, all: all, depth: 0, traits) }
    if hot.omitted > 0 {
      let words = "\(NumberText.grouped(hot.omitted)) walks of instructions that are walked less often are left out"
      out += FindingText.hanging("  ", words, traits)
    }
    guard !hot.branches.isEmpty else { return out }
    let words = "paths walked behind a branch, and how many were given up because their state was known"
    out += "\n" + FindingText.hanging("  ", words, traits)
    for branch in hot.branches.prefix(Self.mostLines) {
      let counts = "\(Self.number(branch.walked)) walked \(Self.number(branch.pruned)) pruned  "
      out += Self.line(counts, Self.words(branch.place, instruction: branch.instruction), traits)
    }
    return out
  }

  private func part(_ part: HotProgram.Part, all: Int, depth: Int, _ traits: TerminalTraits) -> String {
    let indentation = String(repeating: "  ", count: depth)
    var words =
      part.kind == .function
      ? part.name : "loop at \(part.place.map { Self.words($0, instruction: part.instruction) } ?? part.name)"
    if let rounds = part.rounds {
      words += " · \(NumberText.count(rounds, "round")), entered \(NumberText.count(part.entered, "time"))"
    } else {
      words +=
        " · \(NumberText.count(part.instructions, "instruction")), entered \(NumberText.count(part.entered, "time"))"
    }
    var out = Self.line(Self.share(part.walked, all) + indentation, words, traits, .strong)
    // Lines and loops in one order: what took most comes first.
    var rows: [(walked: Int, text: String)] = part.parts.map { inner in
      (inner.walked, self.part(inner, all: all, depth: depth + 1, traits))
    }
    rows += part.lines.map { line in
      (line.walked, Self.line(Self.share(line.walked, all) + indentation + "  ", Self.words(line), traits))
    }
    rows.sort { $0.walked > $1.walked }
    let shown = rows.enumerated().prefix { $0.offset < 2 || Double($0.element.walked) / Double(all) >= Self.least }
      .prefix(Self.mostLines + part.parts.count)
    out += shown.map(\.element.text).joined()
    let rest = rows.dropFirst(shown.count)
    if !rest.isEmpty {
      let sum = rest.reduce(0) { $0 + $1.walked }
      out += Self.line(
        Self.share(sum, all) + indentation + "  ", "\(NumberText.count(rest.count, "more line"))", traits, .faint)
    }
    return out
  }

  private static func words(_ line: HotProgram.Line, instruction: Int? = nil) -> String {
    guard let file = line.file, let number = line.line else {
      return instruction.map { "instruction \($0)" } ?? "instructions without a source line"
    }
    return "\(file.split(separator: "/").last.map(String.init) ?? file):\(number)  \(line.text)"
  }

  private static func share(_ walked: Int, _ all: Int) -> String {
    let percent = NumberText.percent(Double(walked) / Double(all)) + " %"
    return number(walked) + String(repeating: " ", count: max(1, 9 - percent.utf8.count)) + percent + "  "
  }

  private static func number(_ number: Int) -> String {
    let text = NumberText.grouped(number)
    return String(repeating: " ", count: max(0, 11 - text.utf8.count)) + text
  }

  private static func line(
    _ head: String, _ words: String, _ traits: TerminalTraits, _ style: TerminalStyle? = nil
  ) -> String {
    let text = TerminalText.cut(TerminalText.escape(words), to: max(20, traits.columns - TerminalText.width(head)))
    return head + (style.map { traits.styled(text, $0) } ?? text) + "\n"
  }
}
