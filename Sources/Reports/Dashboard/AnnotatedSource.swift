import Charts
import Records

/// The lines of a program with what they cost in a run, and with what cases ran of them: either, or both in one table.
struct AnnotatedSource {
  let costs: RecordedSource?
  let coverage: RecordedCoverage?

  /// So much that a page stays below a megabyte, in bytes.
  private static let most = 600_000
  /// The longest line that is shown, in characters.
  private static let longest = 300

  /// What is known of a line.
  private struct Line {
    var cost: RecordedSource.Line?
    var covered: RecordedCoverage.Line?

    var text: String { (covered?.text.isEmpty ?? true ? cost?.text : covered?.text) ?? "" }
  }

  private struct Place: Hashable, Comparable {
    var file: String
    var line: Int

    static func < (left: Place, right: Place) -> Bool { (left.file, left.line) < (right.file, right.line) }
  }

  /// The tables of a program: one for each kernel and case whose costs are known, or else one of coverage alone.
  /// - Parameter tables: the most of them.
  static func all(_ sources: [RecordedSource], _ coverage: RecordedCoverage?, tables: Int) -> Markup {
    let known = sources.filter { !$0.lines.isEmpty }.prefix(tables).map {
      AnnotatedSource(costs: $0, coverage: coverage)
    }
    let isCovered = coverage.map { !$0.source.isEmpty } ?? false
    let all = known.isEmpty && isCovered ? [AnnotatedSource(costs: nil, coverage: coverage)] : known
    return all.map { $0.markup(within: most / all.count) }.joined()
  }

  private var lines: [(place: Place, line: Line)] {
    var lines: [Place: Line] = [:]
    for line in costs?.lines ?? [] { lines[Place(file: line.file, line: line.line), default: Line()].cost = line }
    for line in coverage?.source ?? [] {
      lines[Place(file: line.file, line: line.line), default: Line()].covered = line
    }
    return lines.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func markup(within room: Int) -> Markup {
    let all = costs?.lines.reduce(0) { $0 &+ $1.instructions } ?? 0
    let lines = lines
    var rows: [Markup] = []
    var used = 0
    var file: String?
    for (place, line) in lines {
      let row = (place.file == file ? "" : heading(place.file)) + self.row(place, line, of: all)
      guard used + row.text.utf8.count <= room else { break }
      used += row.text.utf8.count
      rows.append(row)
      file = place.file
    }
    let left: Markup =
      rows.count < lines.count
      ? "<p class=\"faint\">\(NumberText.count(lines.count - rows.count, "line")) more are left out.</p>" : ""
    let table = DashboardFrame.table(title, caption: "\(caption(all))", head: head, rows: rows)
    return "<h2>\(title)</h2><div class=\"code\">\(table)</div>\(left)"
  }

  private var title: String {
    guard let costs else { return "What the cases run" }
    return "Where its instructions go, on \(costs.kernel)" + (costs.testCase.map { ", case \($0)" } ?? "")
  }

  private func caption(_ all: Int) -> String {
    let whole = "\(NumberText.grouped(all)) instructions in all."
    guard coverage != nil else { return "Lines that ran; \(whole)" }
    return (costs == nil ? "" : whole + " ") + "Cases: how many of the test files run a line, on any kernel."
  }

  private var head: [(String, Bool)] {
    [("Line", true)] + (coverage == nil ? [] : [("Cases", false)])
      + (costs == nil ? [] : [("Instructions", true), ("Runs", true), ("", false)]) + [("Source", false)]
  }

  private func heading(_ file: String) -> Markup {
    "<tr class=\"file\"><td colspan=\"\(head.count)\">\(file.isEmpty ? "no line is known" : file)</td></tr>"
  }

  private func row(_ place: Place, _ line: Line, of all: Int) -> Markup {
    let kind = line.covered?.state.rawValue ?? ""
    let cases: Markup = coverage == nil ? "" : "<td>\(line.covered.map(Self.words) ?? "")</td>"
    let number: Markup = "<td class=\"n\">\(place.line > 0 ? "\(place.line)" : "")</td>"
    let calls = line.cost.map { $0.calls.isEmpty ? "" : "  /* calls \($0.calls.joined(separator: ", ")) */" } ?? ""
    let text = Self.cut(line.text.replacing("\t", with: "    "))
    let missing = (line.covered?.missing ?? []).prefix(8).map { words -> Markup in
      """
      <tr class="why"><td></td><td colspan="\(head.count - 1)"><p>\(Self.cut(words))</p></td></tr>

      """
    }
    return """
      <tr class="\(kind)">\(number)\(cases)\(cost(line.cost, of: all))\
      <td>\(text)<span class="faint">\(Self.cut(calls))</span></td></tr>
      \(missing.joined())
      """
  }

  private func cost(_ line: RecordedSource.Line?, of all: Int) -> Markup {
    guard costs != nil else { return "" }
    guard let line else { return "<td></td><td></td><td></td>" }
    let bar = ShareBar([ShareBar.Part(.body, share: Double(line.instructions) / Double(max(all, 1)))])
    return """
      <td class="n">\(line.instructions)</td><td class="n">\(line.runs)</td><td class="bar">\(Markup(drawn: bar.svg))</td>
      """
  }

  /// What became of a line, told by words: colours only say it again.
  private static func words(_ line: RecordedCoverage.Line) -> Markup {
    switch line.state {
    case .covered: "<span class=\"good\">\(NumberText.count(line.cases, "case"))</span>"
    case .partial: "<span class=\"doubt\">\(NumberText.count(line.cases, "case")), in part</span>"
    case .missed: "<span class=\"bad\">no case</span>"
    case .unreached: "<span class=\"faint\">cannot run</span>"
    }
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count > longest && text.count > longest ? text.prefix(longest) + "…" : text
  }
}
