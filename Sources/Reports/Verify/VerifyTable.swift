import Analysis
public import Jobs

/// A verify report as a table for people: a group an input, a row a program, what is not `accepted` explained below it.
public struct VerifyTable {
  private let report: VerifyReport
  private let columns: [VerifyColumn]
  private let summary: VerifySummary

  /// A table of the report's rows, with the given columns after the program's name.
  public init(_ report: VerifyReport, columns: [VerifyColumn] = VerifyColumn.usual) {
    self.report = report
    self.columns = columns
    summary = VerifySummary(report)
  }

  /// The table and a closing line, for a terminal.
  public func render(_ traits: TerminalTraits) -> String {
    guard !report.rows.isEmpty else { return "nothing to show: no row is left\n" + notes(traits) }
    var table = TextTable(
      columns: [.init("PROGRAM", .left)]
        + columns.map { .init($0.title, $0.alignment, expendability: $0.expendability) })
    var group: String?
    for row in report.rows {
      let heading = heading(row)
      if heading != group {
        table.lines.append(.heading(heading))
        group = heading
      }
      table.lines.append(.cells([.init("  " + Self.label(row))] + columns.map { cell($0, row) }))
      for note in Self.notes(under: row) {
        table.lines.append(.note(note, indentation: 4))
      }
    }
    return table.render(traits) + "\n" + summary.lines(traits) + notes(traits)
  }

  private func notes(_ traits: TerminalTraits) -> String {
    (report.notes + missingFigures).flatMap {
      TerminalText.wrap("note: " + TerminalText.escape($0), to: traits.columns)
    }
    .map { $0 + "\n" }.joined()
  }

  /// Why a figure that was asked for is not to be had.
  private var missingFigures: [String] {
    guard columns.contains(where: { $0.name == "memory" }) else { return [] }
    return report.rows.compactMap(\.outcome.figures.memoryPeakMissing)
      .reduce(into: []) { if !$0.contains("no memory peak: \($1)") { $0.append("no memory peak: \($1)") } }
  }

  private func cell(_ column: VerifyColumn, _ row: VerifyRow) -> TextTable.Cell {
    let text = TerminalText.escape(column.text(row))
    guard case .words(.verdict) = column else { return .init(text) }
    let id = row.outcome.reason?.id.map { " " + TerminalText.escape($0) } ?? ""
    return .init(text + id, row.outcome.verdict.style)
  }

  /// The input and its variant, and the kernel that answered when there are several.
  private func heading(_ row: VerifyRow) -> String {
    Self.heading(row.input, row.variant, on: summary.kernels.count > 1 ? row.kernel : nil)
  }

  /// An input and its variant, and the kernel that is to be named.
  static func heading(_ input: String, _ variant: String?, on kernel: KernelIdentity?) -> String {
    var heading = TerminalText.escape(input)
    if let variant { heading += " [\(TerminalText.escape(variant))]" }
    if let kernel { heading += " on " + TerminalText.escape(kernel.words) }
    return heading
  }

  /// The kind of program and its function: `xdp/count_syn`; `-` for an input that has no program.
  static func label(_ row: VerifyRow) -> String { label(row.outcome.program) }

  /// As above, of a program.
  static func label(_ program: ProgramIdentity) -> String {
    guard !program.name.isEmpty else { return "-" }
    let kind = program.section.split(separator: "/").first.map(String.init) ?? ""
    let short = shortKinds[kind] ?? kind
    return TerminalText.escape(short.isEmpty ? program.name : "\(short)/\(program.name)")
  }

  /// The spellings that people use for the long section names.
  private static let shortKinds = [
    "tracepoint": "tp", "raw_tracepoint": "raw_tp", "raw_tracepoint.w": "raw_tp.w", "classifier": "tc",
  ]

  /// Why a row is not accepted, what to do, and what was changed so that it loads.
  private static func notes(under row: VerifyRow) -> [String] {
    var notes: [String] = []
    if let reason = row.outcome.reason {
      notes.append(TerminalText.escape(reason.summary))
      if let chain = row.outcome.figures.worstStack, chain.bytes > StackRule.limit {
        notes.append("stack: " + TerminalText.escape("\(chain.words), counted as \(chain.bytes)"))
      }
      if let advice = reason.advice { notes.append("fix: " + TerminalText.escape(advice)) }
    }
    if !row.outcome.fixups.isEmpty {
      notes.append(
        "loaded with: " + Fixup.words(of: row.outcome.fixups).map(TerminalText.escape).joined(separator: "; "))
    }
    return notes
  }
}

extension VerifyColumn {
  var alignment: TextTable.Alignment {
    if case .figure = self { .right } else { .left }
  }

  /// What goes first when the terminal is narrow.
  var expendability: Int {
    switch name {
    case "verdict", "verified": 0
    case "stack": 1
    case "share": 2
    case "size": 3
    case "time": 4
    case "states": 5
    case "jited": 6
    case "peak": 7
    default: 8
    }
  }
}

extension Verdict {
  /// How the verdict is coloured.
  var style: TerminalStyle {
    switch self {
    case .accepted: .good
    case .rejected, .attach, .loader: .bad
    case .environment, .skipped: .doubtful
    }
  }
}

extension Fixup {
  /// The changes in words; maps that are not pinned share one.
  fileprivate static func words(of fixups: [Fixup]) -> [String] {
    let unpinned = fixups.compactMap { if case .unpinned(let map) = $0 { map } else { nil } }
    let others = fixups.filter { if case .unpinned = $0 { false } else { true } }.map(\.words)
    guard !unpinned.isEmpty else { return others }
    return others + ["map\(unpinned.count == 1 ? "" : "s") \(unpinned.joined(separator: ", ")) not pinned"]
  }

  /// The change in words.
  private var words: String {
    switch self {
    case .mapEntries(let map, let entries): "\(entries) entries for map \(map), which declares none"
    case .stackTraceValueSize(let map, let bytes): "values of \(bytes) bytes for stack-trace map \(map)"
    case .unpinned(let map): "map \(map) not pinned"
    case .guessedType(let section, let type): "section \(section) taken as \(type) from its context argument"
    case .innerMapTemplate(let map): "an inner map made for \(map)"
    case .legacyMaps(let section): "legacy section \(section) rewritten to .maps"
    case .registeredSection(let section): "section \(section) registered, which this libbpf does not know"
    case .mapOverride(let map, let field, let value): "\(field) \(value) for map \(map) (--set-map)"
    }
  }
}
