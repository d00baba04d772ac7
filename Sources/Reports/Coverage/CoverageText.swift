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
      if report.objects.count > 1 { table.lines.append(.heading(TerminalText.escape(object.path))) }
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
    let cases = found.flatMap(\.cases).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let text = TerminalText.escape(first.text)
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
        for branch in line.branches {
          // A branch that nobody comes to is not what is missing: the one before it is.
          guard branch.ways.contains(where: { $0.cases > 0 }) else { continue }
          for way in branch.ways where way.state == .missed {
            let place = "\(file.path.split(separator: "/").last ?? ""):\(line.line)"
            entries.append(
              FindingText.hanging("  \(TerminalText.escape(place))  ", Self.words(way, of: branch), traits)
                + TerminalText.cut("      " + traits.styled(TerminalText.escape(line.text), .faint), to: traits.columns)
                + "\n")
          }
        }
      }
    }
    guard !entries.isEmpty else { return "" }
    let rest = entries.count - Self.mostMissed
    let more = rest > 0 ? "  and \(rest) more: --coverage-source shows them all\n" : ""
    return "\nnot covered:\n" + entries.prefix(Self.mostMissed).joined() + more
  }

  static func words(_ way: CoveredBranch.Way, of branch: CoveredBranch) -> String {
    if let needs = way.needs { return "no case takes this branch: it needs `\(needs)`" }
    let how = way.isTaken ? "jumps" : "goes on"
    return "no case \(how) at instruction \(branch.instruction) of \(branch.program): `\(branch.text)`"
  }

  private func source(of file: CoveredFile, _ traits: TerminalTraits) -> String {
    let known = Dictionary(file.lines.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    let numbers = file.source.isEmpty ? file.lines.map(\.line) : Array(1...file.source.count)
    var text = traits.styled(TerminalText.escape(file.path), .strong) + "\n"
    for number in numbers {
      let line = known[number]
      let content = file.source.isEmpty ? line?.text ?? "" : file.source[number - 1]
      let shown = content.replacing("\t", with: "    ")
      let row = Self.gutter(line) + Self.right("\(number)", 5) + " | " + TerminalText.escape(shown)
      let cut = TerminalText.cut(row, to: traits.columns)
      text += (Self.style(line?.state).map { traits.styled(cut, $0) } ?? cut) + "\n"
      for branch in line?.branches ?? [] where branch.ways.contains(where: { $0.cases > 0 }) {
        for way in branch.ways where way.state == .missed {
          text += FindingText.hanging(String(repeating: " ", count: 15) + "^ ", Self.words(way, of: branch), traits)
        }
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
