import Findings
import Records

/// Coverage for a terminal: figures by program, and what no case does.
public struct CoverageText {
  /// Ways that are listed; the source shows all.
  private static let mostMissed = 20

  private let report: CoverageReport

  /// The report.
  public init(_ report: CoverageReport) { self.report = report }

  /// The figures, and the ways that no case takes.
  public func summary(_ traits: TerminalTraits) -> String {
    guard !report.objects.isEmpty else { return "coverage: no program was run\n" }
    var table = TextTable(columns: [
      .init("coverage", .left), .init("branches"), .init("", isCompanion: true), .init("blocks"),
      .init("", isCompanion: true), .init("lines", expendability: 2), .init("never reached", expendability: 1),
    ])
    for object in report.objects {
      if report.objects.count > 1 { table.lines.append(.heading(TerminalText.escape(object.label))) }
      for program in object.programs {
        table.lines.append(
          .cells([
            .init(TerminalText.escape(program.name)), .init(Self.figure(program.branches)),
            .init(Self.percent(program.branches), Self.style(program.branches)), .init(Self.figure(program.blocks)),
            .init(Self.percent(program.blocks), Self.style(program.blocks)), .init(Self.figure(program.lines)),
            .init(program.unreachedBlocks > 0 ? NumberText.count(program.unreachedBlocks, "block") : ""),
          ]))
        for note in program.notes { table.lines.append(.note(TerminalText.escape("note: \(note)"), indentation: 2)) }
      }
    }
    return table.render(traits) + missed(traits)
  }

  /// The source with what ran of it: how many cases ran a line, and what no case does.
  public func source(_ traits: TerminalTraits) -> String {
    report.objects.flatMap { object in object.files.map { source(of: $0, traits) } }.joined()
  }

  /// The cases that run a line.
  public func covering(file: String, line: Int, _ traits: TerminalTraits) -> String {
    let files = report.objects.flatMap(\.files).filter { $0.path == file || $0.path.hasSuffix("/\(file)") }
    let place = TerminalText.escape("\(file):\(line)")
    guard !files.isEmpty else { return "\(place): no program under test was made from this file\n" }
    let found = files.flatMap(\.lines).filter { $0.line == line }
    guard let first = found.first else { return "\(place): no instruction came from this line\n" }
    let cases = found.flatMap(\.cases).uniqued()
    let text = TerminalText.escape(first.words)
    guard !cases.isEmpty else {
      let why = found.allSatisfy { $0.state == .unreached } ? "the verifier never comes to it" : "no case runs it"
      return "\(place): \(why)\n    \(text)\n"
    }
    return "\(place): \(NumberText.count(cases.count, "case")) \(cases.count == 1 ? "runs" : "run") it\n    \(text)\n"
      + cases.map { TerminalText.cut("  " + TerminalText.escape($0), to: traits.columns) + "\n" }.joined()
  }

  // MARK: - What is missing

  private func missed(_ traits: TerminalTraits) -> String {
    var entries: [String] = []
    for file in report.objects.flatMap(\.files) {
      for line in file.lines {
        let place = "\(file.path.split(separator: "/").last ?? ""):\(line.line)"
        for words in line.missing {
          entries.append(
            FindingText.hanging("  \(TerminalText.escape(place))  ", words, traits)
              + TerminalText.cut("      " + traits.styled(TerminalText.escape(line.words), .faint), to: traits.columns)
              + "\n")
        }
      }
    }
    guard !entries.isEmpty else { return "" }
    let rest = entries.count - Self.mostMissed
    let more = rest > 0 ? "  and \(rest) more: --coverage-source shows them all\n" : ""
    return "\nnot covered:\n" + entries.prefix(Self.mostMissed).joined() + more
  }

  private func source(of file: CoveredFile, _ traits: TerminalTraits) -> String {
    var text = traits.styled(TerminalText.escape(file.path), .strong) + "\n"
    for (number, line, shown) in file.rows {
      let row = Self.gutter(line) + Self.right("\(number)", 5) + " | " + TerminalText.escape(shown)
      let cut = TerminalText.cut(row, to: traits.columns)
      text += (Self.style(line?.state).map { traits.styled(cut, $0) } ?? cut) + "\n"
      for words in line?.missing ?? [] {
        text += FindingText.hanging(String(repeating: " ", count: 15) + "^ ", words, traits)
      }
    }
    return text + "\n"
  }

  /// How many cases, or what else became of a line.
  private static func gutter(_ line: CoveredLine?) -> String {
    switch line?.state {
    case .covered, .partial:
      right("\(line?.cases.count ?? 0)", 6)
        + (line?.state == .partial ? "*" : line?.hasUnreached ?? false ? "-" : " ")
    case .missed: "  none "
    case .unreached: "     - "
    case nil: "       "
    }
  }

  private static func style(_ state: CoverageState?) -> TerminalStyle? {
    switch state {
    case .missed: .bad
    case .partial: .doubtful
    case .unreached: .faint
    case .covered, nil: nil
    }
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func figure(_ count: CoverageCount) -> String { "\(count.covered)/\(count.total)" }

  private static func percent(_ count: CoverageCount) -> String {
    count.share.map { NumberText.percent($0) + " %" } ?? ""
  }

  private static func style(_ count: CoverageCount) -> TerminalStyle? {
    count.share.map { $0 == 1 ? .good : .doubtful }
  }
}
