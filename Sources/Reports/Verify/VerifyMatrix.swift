public import Jobs
import KernelFacts

/// A verify report of several kernels: a row a program, a column a kernel. What kernels disagree on, or all refuse, is
/// said once below the row.
public struct VerifyMatrix {
  private let report: VerifyReport
  private let summary: VerifySummary
  private let kernels: [Column]

  /// A kernel's column.
  private struct Column {
    var name: String
    var title: String
  }

  /// A matrix of the report's rows.
  public init(_ report: VerifyReport) {
    self.report = report
    summary = VerifySummary(report)
    kernels = Self.columns(summary.kernels)
  }

  /// Whether a report is one of several kernels.
  public static func fits(_ report: VerifyReport) -> Bool {
    Set(report.rows.compactMap(\.kernel?.name)).count > 1
  }

  /// The table and a closing line, for a terminal.
  public func render(_ traits: TerminalTraits) -> String {
    var table = TextTable(
      columns: [.init("PROGRAM", .left)] + kernels.map { .init(TerminalText.escape($0.title), .left) })
    var rows: [ProgramKey: [VerifyRow]] = [:]
    var keys: [ProgramKey] = []
    for row in report.rows {
      let key = ProgramKey(row)
      if rows[key] == nil { keys.append(key) }
      rows[key, default: []].append(row)
    }
    var group: String?
    for key in keys {
      let heading = TerminalText.escape(key.input) + (key.variant.map { " [\(TerminalText.escape($0))]" } ?? "")
      if heading != group {
        table.lines.append(.heading(heading))
        group = heading
      }
      let of = rows[key] ?? []
      table.lines.append(
        .cells([.init("  " + (of.first.map(VerifyTable.label) ?? ""))] + kernels.map { cell($0, of) }))
      for note in notes(of) { table.lines.append(.note(note, indentation: 4)) }
    }
    let notes = report.notes.flatMap { TerminalText.wrap("note: " + TerminalText.escape($0), to: traits.columns) }
    return table.render(traits) + "\n" + summary.lines(traits) + notes.map { $0 + "\n" }.joined()
  }

  /// The verdict, and the explanation's id or how much was verified.
  private func cell(_ kernel: Column, _ rows: [VerifyRow]) -> TextTable.Cell {
    guard let row = rows.first(where: { $0.kernel == nil || $0.kernel?.name == kernel.name }) else {
      return .init("-")
    }
    let outcome = row.outcome
    var text = outcome.verdict.rawValue
    if let id = outcome.reason?.id {
      text += " " + TerminalText.escape(id)
    } else if outcome.verdict == .accepted, let verified = outcome.figures.verifiedInstructions {
      text += " " + NumberText.grouped(verified)
    }
    return .init(text, outcome.verdict.style)
  }

  /// Why a program is not accepted everywhere: each reason once, with its kernels unless it is that of all.
  private func notes(_ rows: [VerifyRow]) -> [String] {
    var reasons: [(text: String, advice: String?, kernels: [String])] = []
    for row in rows {
      guard let reason = row.outcome.reason else { continue }
      let title = row.kernel.map { self.title($0) } ?? ""
      if let index = reasons.firstIndex(where: { $0.text == reason.summary }) {
        reasons[index].kernels.append(title)
      } else {
        reasons.append((reason.summary, reason.advice, [title]))
      }
    }
    let accepting = rows.filter { $0.outcome.verdict == .accepted }.compactMap { $0.kernel.map(title) }
    var notes: [String] = []
    for reason in reasons {
      let isOfAll = reason.kernels.count == rows.count
      notes.append(
        TerminalText.escape(isOfAll ? reason.text : "on \(reason.kernels.joined(separator: ", ")): \(reason.text)"))
      if let advice = reason.advice { notes.append("fix: " + TerminalText.escape(advice)) }
    }
    if !reasons.isEmpty, !accepting.isEmpty { notes.append("accepted on " + accepting.joined(separator: ", ")) }
    return notes
  }

  private func title(_ kernel: KernelIdentity) -> String {
    kernels.first { $0.name == kernel.name }?.title ?? kernel.name
  }

  /// `6.1`, `6.18 host`; the whole name where two kernels would be called the same.
  private static func columns(_ kernels: [KernelIdentity]) -> [Column] {
    var columns: [Column] = []
    for kernel in kernels where !columns.contains(where: { $0.name == kernel.name }) {
      let version = KernelVersion(kernel.release).map { "\($0.major).\($0.minor)" }
      let title = version.map { kernel.name == "host" ? "\($0) host" : $0 } ?? kernel.name
      columns.append(Column(name: kernel.name, title: title))
    }
    let titles = columns.map(\.title)
    return columns.map { column in
      titles.count { $0 == column.title } > 1 ? Column(name: column.name, title: column.name) : column
    }
  }
}
