import Findings
import Foundation
import Jobs
import Measuring
import Records
import Reports
import TestSupport
import Testing

/// The pages of `assay dashboard`.
@Suite struct DashboardTests {
  /// Names that want to be markup, an attribute's end, another line, a colour, another file.
  private static let hostile = "<script>alert(1)</script>\"'&\n\u{1B}[31m/../é"

  /// A dashboard of a made-up project: 40 runs of a program that became dearer, one with hostile names that is refused.
  private static func made() -> Dashboard {
    let runs = (0..<40).map { index in
      var head = RunHead(
        time: 1_790_000_000 + index * 43_200, assay: "0.1.0",
        host: RecordedHost(processor: "one", cores: 2, release: "6.18", machine: "x86_64"), stages: [.verify, .bench])
      head.commit = String(repeating: "\(index % 10)", count: 40)
      head.subject = index == 38 ? hostile : "Change \(index)"
      head.branch = "main"
      head.link = index == 39 ? "javascript:alert(1)" : nil
      return head
    }
    func trend(
      _ program: TrackedProgram, _ metric: FigureMetric, _ unit: FigureUnit, kernel: String, spread: Double = 0,
      _ value: (Int) -> Double
    ) -> RecordedTrend {
      let series = FigureSeries(
        program: program, kernel: kernel, driver: metric.isCost ? "openat" : nil, metric: metric, unit: unit)
      let points = runs.indices.map { index in
        RecordedPoint(
          run: index, value: value(index), low: value(index) - spread, high: value(index) + spread,
          conditions: index < 20 ? 1 : 2)
      }
      var keys = [1: FigureKey(object: ""), 2: FigureKey(object: "")]
      keys[1]?.compiler = "clang 14"
      keys[2]?.compiler = "clang 15"
      return RecordedTrend(series, points: points, conditions: keys)
    }
    let open = TrackedProgram(object: "bpf/open.bpf.c", name: "on_open")
    var first = Dashboard.Entry(open)
    first.verdicts = ["host", "debian:6.1"].map { name in
      RecordedVerdict(
        program: open, section: "kprobe/do_sys_open", type: "kprobe",
        kernel: KernelIdentity(name: name, release: "6", machine: "x86_64"), verdict: .accepted)
    }
    first.trends = [
      trend(open, .hook, .instructions, kernel: "debian:6.12") { _ in 338 },
      trend(open, .body, .instructions, kernel: "debian:6.12") { $0 < 20 ? 150 : $0 < 38 ? 155 : 310 },
      trend(open, .total, .instructions, kernel: "debian:6.12") { $0 < 20 ? 488 : $0 < 38 ? 493 : 648 },
      trend(open, .body, .nanoseconds, kernel: "host", spread: 1.5) { 50 + Double($0 % 3) / 4 },
      trend(open, .verifiedInstructions, .instructions, kernel: "host") { 900 + 10 * Double($0 / 10) },
    ]
    first.budgets = [
      RecordedBudget(
        program: open, kernel: "debian:6.12", what: "instructions of a run", limit: 600, unit: .instructions,
        place: "assay.yml:9:5",
        value: 648, state: .fail)
    ]
    var tests = RecordedTests(program: open, kernel: "host")
    tests.passed = 3
    tests.failures = [RecordedTests.Failure(name: "counts opens", reason: "globals: expected 3, found 2")]
    first.tests = [tests]
    first.coverage = RecordedCoverage(
      program: open, branches: .init(covered: 3, total: 4), lines: .init(covered: 3, total: 4),
      source: [
        covered(10, "\t__u32 key = 0;", .covered, 3),
        covered(12, "\tcount = bpf_map_lookup_elem(&counts, &key);", .covered, 3),
        covered(13, "\tif (count)", .partial, 3, ["no case takes this branch: it needs `!count`"]),
        covered(14, "\t\tmissing();", .missed, 0), covered(15, "\t\tnever();", .unreached, 0),
      ])
    first.sources = [
      RecordedSource(
        program: open, kernel: "debian:6.12",
        lines: [
          RecordedSource.Line(
            file: "bpf/open.bpf.c", line: 12, text: "\tcount = bpf_map_lookup_elem(&counts, &key);", instructions: 140,
            runs: 1, calls: ["bpf_map_lookup_elem"]),
          RecordedSource.Line(file: "bpf/open.bpf.c", line: 10, text: "\t__u32 key = 0;", instructions: 1, runs: 1),
        ])
    ]
    let odd = TrackedProgram(object: hostile + ".o", variant: hostile, name: hostile)
    let refusal = Finding(
      id: "A1002", severity: .error, title: hostile, program: hostile, instruction: 3,
      primary: LabelledSpan(SourceSpan(file: hostile, line: 4), label: hostile, text: hostile), notes: [hostile],
      fix: hostile, claim: .observed(kernel: hostile))
    var second = Dashboard.Entry(odd)
    second.verdicts = [
      RecordedVerdict(
        program: odd, section: hostile, type: hostile,
        kernel: KernelIdentity(name: hostile, release: hostile, machine: "x86_64"), verdict: .rejected,
        reason: hostile, finding: refusal)
    ]
    second.coverage = RecordedCoverage(
      program: odd, branches: .init(covered: 0, total: 0), lines: .init(covered: 0, total: 1),
      source: [covered(1, hostile, .missed, 0, [hostile], in: hostile)])
    second.trends = [trend(odd, .body, .cycles, kernel: hostile) { Double($0) * 1e9 }]
    return Dashboard(
      title: "My \(hostile)", branch: "main", leftOut: 2, runs: runs, entries: [second, first],
      findings: [Dashboard.Found(program: odd, kernel: hostile, finding: refusal, since: 3)],
      commitAddress: "https://example.org/commit/{commit}")
  }

  private static func covered(
    _ line: Int, _ text: String, _ state: CoverageState, _ cases: Int, _ missing: [String] = [],
    in file: String = "bpf/open.bpf.c"
  ) -> RecordedCoverage.Line {
    RecordedCoverage.Line(file: file, line: line, text: text, state: state, cases: cases, missing: missing)
  }

  private static func pages(_ dashboard: Dashboard) -> [DashboardPage] {
    var pages: [DashboardPage] = []
    DashboardPages(dashboard).forEach { pages.append($0) }
    return pages
  }

  @Test func `the same runs give the same bytes, each page a file of its own`() {
    let pages = Self.pages(Self.made())
    #expect(pages == Self.pages(Self.made()))
    #expect(pages.count == 4 && Set(pages.map(\.name)).count == 4 && pages[0].name == "index.html")
    for page in pages {
      #expect(page.name.utf8.allSatisfy { $0 == 45 || $0 == 46 || (48...57).contains($0) || (65...122).contains($0) })
      #expect(page.text.utf8.count < 200_000)
      #expect(page.text.contains(DashboardPage.mark))
    }
  }

  @Test func `no name gets into a page as anything but text, and nothing is fetched or run`() {
    for page in Self.pages(Self.made()) {
      #expect(!page.text.contains("<script") && !page.text.contains("javascript:alert(1)\""), "\(page.name)")
      #expect(!page.text.contains("\u{1B}"))
      #expect(!page.text.contains("Markup("), "\(page.name)")
      #expect(!page.text.contains("src=") && !page.text.contains("url(") && !page.text.contains("@import"))
      // Every quoted name is text of an element or of an attribute in double quotes.
      #expect(!page.text.contains("\"'&\n"))
    }
  }

  @Test func `every link within the pages leads to one of them`() throws {
    let pages = Self.pages(Self.made())
    let names = Set(pages.map(\.name))
    for page in pages {
      for part in page.text.split(separator: "href=\"").dropFirst() {
        let address = part.prefix { $0 != "\"" }
        guard !address.hasPrefix("#"), !address.hasPrefix("https://example.org/commit/") else { continue }
        #expect(names.contains(String(address)), "\(page.name): \(address)")
      }
    }
  }

  @Test func `the overview has what moved, verdicts and budgets; a program's page its costs`() throws {
    let pages = Self.pages(Self.made())
    let overview = pages[0].text
    #expect(overview.contains("+155 (+100.0 %)") && overview.contains("108 %, exceeded"))
    #expect(!overview.contains("+5 (+3.3 %)"), "what is older than a week did not move this week")
    let program = try #require(pages.first { $0.name.hasPrefix("program-on-open") }).text
    #expect(program.contains("budget 600") && program.contains("class=\"band\"") && program.contains("class=\"worse\""))
    #expect(program.contains("conditions changed: the compiler: clang 14 -&gt; clang 15"))
    #expect(program.contains("counts opens") && program.contains("bpf_map_lookup_elem(&amp;counts, &amp;key);"))
    // Every chart is named and described.
    let charts = program.split(separator: "<svg class=\"trend\"").dropFirst()
    #expect(charts.count == 5)
    #expect(charts.allSatisfy { $0.contains("<title id=") && $0.contains("<desc id=") && $0.contains("role=\"img\"") })
  }

  @Test func `coverage is a figure with a bar, and every line says in words what became of it`() throws {
    let pages = Self.pages(Self.made())
    let overview = pages[0].text
    #expect(overview.contains("Coverage</th>") && overview.contains("<span class=\"doubt\">75.0 %</span>"))
    #expect(overview.contains("<b class=\"\">1</b>untaken, of 4 branch ways"))
    // Without a branch its lines stand for it.
    #expect(overview.contains("<span class=\"doubt\">0.0 %</span>"))
    let program = try #require(pages.first { $0.name.hasPrefix("program-on-open") }).text
    #expect(program.contains("Ways of branches</th>") && program.contains("3 of 4</td>"))
    let table = try #require(program.components(separatedBy: "Where its instructions go").last)
    for (text, words, kind) in [
      ("__u32 key = 0;", "3 cases<", "covered"), ("if (count)", "3 cases, in part<", "partial"),
      ("missing();", "no case<", "missed"), ("never();", "cannot run<", "unreached"),
    ] {
      let row = try #require(table.components(separatedBy: "<tr class=\"").first { $0.contains(text) }, "\(text)")
      #expect(row.hasPrefix(kind) && row.contains(words), "\(row)")
    }
    // What it costs and what runs of it are one table: a line that ran has both.
    #expect(table.contains("3 cases</span></td><td class=\"n\">140</td>"))
    #expect(table.contains("<p>no case takes this branch: it needs `!count`</p>"))
  }

  @Test func `a program of which only cases and coverage are known is in the overview`() throws {
    var dashboard = Self.made()
    dashboard.entries[1].verdicts = []
    dashboard.entries.remove(at: 0)
    let overview = Self.pages(dashboard)[0].text
    #expect(overview.contains("<h2 id=\"verdicts\">Programs</h2>") && overview.contains("href=\"program-on-open"))
  }

  @Test func `pages of large programs stay below a megabyte, and say what they leave out`() throws {
    var dashboard = Self.made()
    let text = String(repeating: "&<\"", count: 400)
    dashboard.entries[1].coverage?.source = (1...20_000).map { Self.covered($0, text, .partial, 9, [text, text]) }
    dashboard.entries[1].sources = (0..<4).map { number in
      var source = dashboard.entries[1].sources[0]
      source.kernel = "debian:6.\(number)"
      source.lines = (1...20_000).map {
        RecordedSource.Line(file: "bpf/open.bpf.c", line: $0, text: text, instructions: $0, runs: 1, calls: [text])
      }
      return source
    }
    for page in Self.pages(dashboard) { #expect(page.text.utf8.count < 1_000_000, "\(page.name)") }
    let program = try #require(Self.pages(dashboard).first { $0.name.hasPrefix("program-on-open") }).text
    #expect(program.contains("lines more are left out"))
  }

  @Test func `an empty history has a page`() {
    let pages = Self.pages(Dashboard(title: "none", branch: nil, leftOut: 0, runs: [], entries: [], findings: []))
    #expect(pages.count == 1 && pages[0].text.contains("No run is recorded yet"))
  }

  /// In a browser, at a desk's width and at a phone's: nothing is wider than the window, and the console has nothing to say.
  @Test(.requires("chromium"), arguments: [390, 1280]) func `pages fit their window`(width: Int) async throws {
    let chromium = try #require(Executables.find("chromium"))
    let directory = try TemporaryDirectory()
    let pages = Self.pages(Self.made())
    for page in pages { try directory.write(page.text, to: page.name) }
    let frames = pages.map { "<iframe style=\"border:0;width:\(width)px;height:900px\" src=\"\($0.name)\"></iframe>" }
    try directory.write(
      """
      <!DOCTYPE html><body style="margin:0">\(frames.joined())<script>
      addEventListener('load', () => { document.title = [...document.querySelectorAll('iframe')].map(frame => {
        const page = frame.contentDocument
        page.querySelectorAll('details').forEach(part => part.open = true)
        return page.documentElement.scrollWidth + ':' + page.querySelectorAll('h1').length }).join(' ') })
      </script></body>
      """, to: "all.html")
    let result = try await RunningCommand.run(
      chromium,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
        "--enable-logging=stderr",
        "--user-data-dir=\(directory.path("profile").path)", "--window-size=1400,1000", "--dump-dom",
        directory.path("all.html").absoluteString,
      ])
    let title = result.outputText.split(separator: "<title>").last?.prefix { $0 != "<" } ?? ""
    let answers = title.split(separator: " ")
    #expect(answers.count == pages.count, "\(title)")
    for (page, answer) in zip(pages, answers) { #expect(answer == "\(width):1", "\(page.name) is \(answer)") }
    let words = result.errorText.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(words.isEmpty, "\(words)")
  }
}
