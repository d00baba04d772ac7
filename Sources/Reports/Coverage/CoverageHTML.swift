import Charts
import Records

/// Coverage as one page that needs nothing else: figures by program, and every source file with what ran of each line.
public struct CoverageHTML {
  private let report: CoverageReport

  /// The report.
  public init(_ report: CoverageReport) { self.report = report }

  private static let style = """
    .src{border-collapse:collapse;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    .src td{border:0;padding:0 10px;white-space:pre;vertical-align:top}
    .src td.n{color:var(--faint);text-align:right;user-select:none}
    .src details{display:inline;margin:0}.src summary{display:inline;list-style:none}
    .src ul{margin:0;padding:0 0 0 1em;white-space:normal}
    tr.covered{background:#2da44e22}tr.partial{background:#d4a72c33}tr.missed{background:#cf222e26}
    tr.unreached td{color:var(--faint)}tr.why td{color:var(--bad);white-space:normal}

    """

  private static let unreachedPart: Markup =
    " <span class=\"faint\" title=\"the verifier never comes to a part\">-</span>"

  /// The page.
  public func render() -> String {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>Coverage</title>
      <style>\(Markup(drawn: DashboardStyle.text + Self.style))</style>
      </head>
      <body>
      <header><h1>Coverage</h1>
      <p class="faint">\(figures) Counts are cases. Blocks that the verifier never comes to are in no total.</p></header>
      <main id="main">\(report.objects.map(section).joined())</main>
      <footer>assay \(report.assay)</footer>
      </body>
      </html>

      """
    return page.text
  }

  private var figures: Markup {
    "Branch ways \(words(report.branches)), basic blocks \(words(report.blocks))."
  }

  private func words(_ count: CoverageCount) -> String {
    let share = count.share.map { " (\(NumberText.percent($0)) %)" } ?? ""
    return "\(count.covered) of \(count.total)\(share)"
  }

  private func section(_ object: CoveredObject) -> Markup {
    let rows = object.programs.map { program -> Markup in
      """
      <tr><th scope="row">\(program.name)</th><td class="n">\(words(program.branches))</td>\
      <td class="n">\(words(program.blocks))</td><td class="n">\(words(program.lines))</td>\
      <td class="n">\(program.unreachedBlocks)</td><td class="w">\(program.notes.joined(separator: " "))</td></tr>
      """
    }
    let head = [
      ("Program", false), ("Branch ways", true), ("Blocks", true), ("Lines", true), ("Never reached", true),
      ("Notes", false),
    ]
    return """
      <h2>\(object.label)</h2>
      \(DashboardFrame.table("Programs of \(object.label)", head: head, rows: rows))
      \(object.files.map(source).joined())
      """
  }

  private func source(_ file: CoveredFile) -> Markup {
    let rows = file.rows.map(row)
    return """
      <h3>\(file.path)</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="\(file.path)"><table class="src"><tbody>\
      \(rows.joined())</tbody></table></div>

      """
  }

  private func row(_ number: Int, _ line: CoveredLine?, _ shown: String) -> Markup {
    guard let line else { return "<tr><td class=\"n\">\(number)</td><td></td><td>\(shown)</td></tr>\n" }
    let count: Markup =
      switch line.state {
      case .unreached: "<span title=\"the verifier never comes to it\">-</span>"
      case .missed: "none"
      case .covered, .partial:
        """
        <details><summary>\(NumberText.count(line.cases.count, "case"))</summary>\
        <ul>\(line.cases.map { name -> Markup in "<li>\(name)</li>" }.joined())</ul></details>\
        \(line.hasUnreached ? Self.unreachedPart : "")
        """
      }
    let missing = line.missing.map { words -> Markup in
      "<tr class=\"why\"><td></td><td></td><td>\(words)</td></tr>\n"
    }
    return """
      <tr class="\(line.state.rawValue)"><td class="n">\(number)</td><td>\(count)</td><td>\(shown)</td></tr>
      \(missing.joined())
      """
  }
}
