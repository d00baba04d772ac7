import Findings
import Jobs
import Records

/// What all pages of a dashboard have: head, headings, links, and how things are said.
struct DashboardFrame: Sendable {
  let dashboard: Dashboard
  /// The programs that have a page.
  private let programs: Set<TrackedProgram>

  init(_ dashboard: Dashboard) {
    self.dashboard = dashboard
    programs = Set(dashboard.entries.map(\.program))
  }

  /// A page: all that it needs is in it.
  func page(_ name: String, title: String, _ header: Markup, _ main: Markup) -> DashboardPage {
    let newest = dashboard.runs.last.map { "\(TimeText.minute($0.time)) UTC" } ?? "no run"
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      \(Markup(drawn: DashboardPage.mark))
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>\(title)</title>
      <style>\(Markup(drawn: DashboardStyle.text))</style>
      </head>
      <body>
      <a class="skip" href="#main">To the content</a>
      <header>\(header)</header>
      <main id="main">\(main)</main>
      <footer>assay dashboard of \(NumberText.count(dashboard.runs.count, "run")), the newest of \(newest).</footer>
      </body>
      </html>

      """
    return DashboardPage(name: name, text: page.text)
  }

  /// A table that scrolls by itself where it is too wide.
  static func table(_ name: String, caption: Markup? = nil, head: [(String, Bool)], rows: [Markup]) -> Markup {
    let titles = head.map { title, isNumber -> Markup in
      isNumber ? "<th class=\"n\" scope=\"col\">\(title)</th>" : "<th scope=\"col\">\(title)</th>"
    }
    let above: Markup = caption.map { "<caption><div>\($0)</div></caption>" } ?? ""
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(name)"><table>\
      \(above)<thead><tr>\(titles.joined())</tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>

      """
  }

  /// The page of a program.
  static func file(of program: TrackedProgram) -> String {
    let name = program.name.isEmpty ? "object" : slug(program.name)
    return "program-\(name)-\(ShortDigest.of([program.object, program.variant ?? "", program.name])).html"
  }

  /// The page of a finding.
  static func file(of found: Dashboard.Found) -> String {
    let (finding, span) = (found.finding, found.finding.primary?.span)
    let digest = ShortDigest.of([
      found.program.object, found.program.variant ?? "", found.program.name, found.kernel ?? "", finding.title,
      span?.file ?? "", "\(span?.line ?? 0)", "\(span?.column ?? 0)", "\(finding.instruction ?? -1)",
    ])
    return "finding-\(slug(finding.id ?? "compiler"))-\(digest).html"
  }

  /// A name of letters that every file system and address takes as they are.
  private static func slug(_ text: String) -> String {
    String(
      text.unicodeScalars.prefix(40).map { scalar -> Character in
        scalar.isASCII && scalar.properties.isAlphabetic || (48...57).contains(scalar.value) ? Character(scalar) : "-"
      })
  }

  /// A program's name, which leads to its page where it has one.
  func link(_ program: TrackedProgram) -> Markup {
    let name = program.name.isEmpty ? program.object : program.name
    let variant: Markup = program.variant.map { " <span class=\"faint\">\($0)</span>" } ?? ""
    guard programs.contains(program) else { return "\(name)\(variant)" }
    return "<a href=\"\(Self.file(of: program))\">\(name)</a>\(variant)"
  }

  /// A run's commit, which leads to where commits are shown.
  func commit(_ run: RunHead) -> Markup {
    guard let commit = run.commit else { return "<span class=\"none\">no commit</span>" }
    let short: Markup = "<code>\(FigureWords.commit(run))</code>"
    // Only what can be part of an address as it is.
    let isHash = commit.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard let address = dashboard.commitAddress, isHash else { return short }
    return "<a href=\"\(address.replacing("{commit}", with: commit))\">\(short)</a>"
  }

  /// An address of the web, or text where it is something else: nothing is run by a click.
  static func link(_ address: String, _ words: String) -> Markup {
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    return isWeb ? "<a href=\"\(address)\" rel=\"noreferrer\">\(words)</a>" : "\(address)"
  }

  /// The run of a point.
  func run(_ point: RecordedPoint) -> RunHead? { dashboard.runs.run(at: point.run) }

  /// A verdict in its colour.
  static func words(_ verdict: RecordedVerdict) -> Markup {
    switch verdict.verdict {
    case .accepted: "<span class=\"good\">accepted</span>"
    case .rejected, .attach, .loader: "<span class=\"bad\">\(verdict.verdict.rawValue)</span>"
    case .environment: "<span class=\"doubt\">environment</span>"
    case .skipped: "<span class=\"faint\">skipped</span>"
    }
  }

  /// A change in its colour.
  static func words(_ step: RecordedTrend.Step, _ unit: FigureUnit) -> Markup {
    let words = FigureWords.change(step, unit)
    guard step.isCode else { return "<span class=\"doubt\">\(words)</span>" }
    return step.change > 0 ? "<span class=\"bad\">\(words)</span>" : "<span class=\"good\">\(words)</span>"
  }

  /// How grave a finding is, in its colour.
  static func words(_ severity: Severity) -> Markup {
    switch severity {
    case .error: "<span class=\"bad\">error</span>"
    case .warning: "<span class=\"doubt\">warning</span>"
    case .note: "<span class=\"faint\">note</span>"
    }
  }

  /// What tests came to.
  static func words(_ tests: [RecordedTests]) -> Markup {
    let failed = tests.reduce(0) { $0 + $1.failures.count }
    let passed = tests.reduce(0) { $0 + $1.passed }
    let undecided = tests.reduce(0) { $0 + $1.undecided }
    guard failed + passed + undecided > 0 else { return "<span class=\"none\">none</span>" }
    let parts: [Markup] = [
      failed > 0 ? "<span class=\"bad\">\(failed) failed</span> " : "",
      passed > 0 ? "<span class=\"good\">\(passed) passed</span> " : "",
      undecided > 0 ? "<span class=\"doubt\">\(undecided) undecided</span>" : "",
    ]
    return parts.joined()
  }
}
