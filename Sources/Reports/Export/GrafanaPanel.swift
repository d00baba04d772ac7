/// A panel of a Grafana dashboard.
struct GrafanaPanel: Encodable, Sendable {
  /// How it is drawn.
  enum Kind: String, Encodable, Sendable {
    case row
    case stat
    case timeseries
    case table
  }
  /// Where its numbers come from.
  struct Source: Encodable, Sendable {
    var type = "prometheus"
    var uid = "${datasource}"
  }
  /// One query.
  struct Target: Encodable, Sendable {
    var refId: String
    var expr: String
    var legendFormat: String
    var datasource = Source()
    /// For tables: the newest value only.
    var instant: Bool
    var format: String
  }
  /// Where it stands, in 24ths of the page's width.
  struct Place: Encodable, Sendable {
    var x: Int
    var y: Int
    var w: Int
    var h: Int
  }
  /// A colour from a value on.
  struct Step: Encodable, Sendable {
    var color: String
    var value: Double?
  }
  /// Colours by value.
  struct Thresholds: Encodable, Sendable {
    var mode = "absolute"
    var steps: [Step]
  }
  /// How all numbers of a panel are shown.
  struct Defaults: Encodable, Sendable {
    var unit: String
    var min: Double?
    var thresholds: Thresholds?
  }
  /// The same, as Grafana wants it.
  struct FieldConfig: Encodable, Sendable {
    var defaults: Defaults
    var overrides: [String] = []
  }

  var id: Int
  var title: String
  var description: String
  var type: Kind
  var gridPos: Place
  var datasource: Source?
  var targets: [Target]
  var fieldConfig: FieldConfig?

  /// A panel that has no place yet.
  private struct Draft {
    var kind: Kind
    var title: String
    var description: String
    var unit = "short"
    var width: Int
    var isAlarming = false
    var queries: [(expression: String, legend: String)]
  }

  /// All panels, in rows from the left.
  static let all: [GrafanaPanel] = {
    var panels: [GrafanaPanel] = []
    var (x, y) = (0, 0)
    for draft in drafts {
      let isRow = draft.kind == .row
      let height = isRow ? 1 : draft.kind == .stat ? 4 : 8
      if isRow || x + draft.width > 24 {
        if x > 0 { y += panels.last?.gridPos.h ?? 0 }
        x = 0
      }
      panels.append(panel(draft, id: panels.count + 1, at: Place(x: x, y: y, w: draft.width, h: height)))
      if isRow { y += 1 } else { x += draft.width }
    }
    return panels
  }()

  private static func panel(_ draft: Draft, id: Int, at place: Place) -> GrafanaPanel {
    let alarm = Thresholds(steps: [Step(color: "green", value: nil), Step(color: "red", value: 1)])
    let isTable = draft.kind == .table
    return GrafanaPanel(
      id: id, title: draft.title, description: draft.description, type: draft.kind, gridPos: place,
      datasource: draft.kind == .row ? nil : Source(),
      targets: draft.queries.enumerated().map { index, query in
        Target(
          refId: String(UnicodeScalar(UInt8(65 + index))), expr: query.expression, legendFormat: query.legend,
          instant: isTable, format: isTable ? "table" : "time_series")
      },
      fieldConfig: draft.kind == .row
        ? nil
        : FieldConfig(
          defaults: Defaults(unit: draft.unit, min: isTable ? nil : 0, thresholds: draft.isAlarming ? alarm : nil)))
  }

  private static func row(_ title: String) -> Draft {
    Draft(kind: .row, title: title, description: "", width: 24, queries: [])
  }

  private static func count(_ title: String, _ expression: String, _ description: String) -> Draft {
    Draft(
      kind: .stat, title: title, description: description, width: 4, isAlarming: true,
      queries: [("\(expression) or vector(0)", "")])
  }

  private static func chart(
    _ title: String, _ unit: String, _ description: String, _ queries: [(String, String)], width: Int = 12
  ) -> Draft {
    Draft(kind: .timeseries, title: title, description: description, unit: unit, width: width, queries: queries)
  }

  private static let object = #"object=~"$object",program=~"$program""#
  private static let live = #"instance=~"$instance",program=~"$program""#
  private static let run = "{{program}} {{case}} {{kernel}}"

  private static let drafts: [Draft] = [
    row("Before it ships"),
    count(
      "Refused", #"count(assay_verify_verdict_info{verdict=~"rejected|attach|loader",counts!="no",\#(object)})"#,
      "Programs that a kernel does not load."),
    count("Over budget", #"sum(assay_bench_budget_state{state="fail",\#(object)})"#, "Budgets of assay.yml."),
    count(
      "Costlier", #"sum(assay_bench_change_state{state="fail",\#(object)})"#, "Against what they are compared with."),
    count("Failed cases", #"sum(assay_test_cases{result="failed",program=~"$program"})"#, "Cases of test files."),
    count(
      "Lint errors", #"sum(assay_lint_findings{severity="error",object=~"$object"})"#, "Findings of rules, as errors."),
    Draft(
      kind: .stat, title: "Oldest report", description: "How long ago the oldest report was written.", unit: "s",
      width: 4, queries: [("time() - min(assay_report_timestamp_seconds)", "")]),
    Draft(
      kind: .table, title: "Verdicts", description: "What each kernel says of each program.", width: 24,
      queries: [("sum by (object, program, kernel, verdict, finding) (assay_verify_verdict_info{\(object)})", "")]),
    row("What a run costs"),
    chart(
      "Time of a run", "s", "The program itself, with its 95 percent interval and its budget.",
      [
        (#"assay_bench_run_seconds{part="body",\#(object)}"#, run),
        (#"assay_bench_run_low_seconds{part="body",\#(object)}"#, "\(run) low"),
        (#"assay_bench_run_high_seconds{part="body",\#(object)}"#, "\(run) high"),
        ("assay_bench_budget_seconds{\(object)}", "{{program}} budget"),
      ]),
    chart(
      "Instructions of a run", "short", "Counted in a virtual machine: a step is a change of the program.",
      [
        (#"assay_bench_run_instructions{part="body",\#(object)}"#, run),
        ("assay_bench_budget_instructions{\(object)}", "{{program}} budget"),
      ]),
    chart(
      "Hook and body", "s", "What being attached costs, and what the program itself costs.",
      [(#"sum by (program, part) (assay_bench_run_seconds{part=~"hook|body",\#(object)})"#, "{{program}} {{part}}")]),
    chart(
      "Overhead", "percentunit", "Share of what drives the attached program.",
      [
        ("assay_bench_overhead_ratio{\(object)}", run), ("assay_bench_budget_ratio{\(object)}", "{{program}} budget"),
      ]),
    row("What a load costs"),
    chart(
      "Verified instructions", "short", "Of a million that the verifier walks at most.",
      [("assay_verify_instructions{\(object)}", "{{program}} {{kernel}}")]),
    chart(
      "Stack and code", "bytes", "Bytes of stack along the worst call chain (limit 512), and of machine code.",
      [
        ("max by (program) (assay_verify_stack_bytes{\(object)})", "{{program}} stack"),
        ("max by (program) (assay_verify_jited_bytes{\(object)})", "{{program}} code"),
      ]),
    chart(
      "Figures of the gate", "short", "What assay gate judges, with its limits.",
      [
        ("assay_gate_figure{\(object)}", "{{program}} {{figure}} {{kernel}}"),
        ("assay_gate_figure_limit{\(object)}", "{{program}} {{figure}} limit"),
      ], width: 24),
    row("Loaded programs"),
    chart(
      "Processor", "percentunit", "Share of one processor, the ten that take most.",
      [(#"topk(10, assay:program_cpu:ratio_rate5m{\#(live)})"#, "{{program}} {{instance}}")]),
    chart(
      "Time of a run, net", "s", "By the kernel's statistics, without what they say of an empty program.",
      [("assay:program_run_net:seconds_rate5m{\(live)}", "{{program}} {{instance}}")]),
    chart(
      "Runs a second", "ops", "While statistics are kept.",
      [("assay:program_runs:rate5m{\(live)}", "{{program}} {{instance}}")]),
    chart(
      "Runs left out", "ops", "The recursion guard: one was under way on the same processor.",
      [
        (
          "sum by (instance, program) (rate(assay_program_recursion_misses_total{\(live)}[$__rate_interval]))",
          "{{program}} {{instance}}"
        )
      ]),
    chart(
      "Memory", "bytes", "Programs and the maps that they use.",
      [
        ("sum by (instance, program) (assay_program_map_memory_bytes{\(live)})", "{{program}} maps"),
        ("sum by (instance, program) (assay_program_memlock_bytes{\(live)})", "{{program}} program"),
      ]),
    chart(
      "Statistics", "short", "1 where the kernel keeps them: each run of every program pays then.",
      [(#"assay_stats_enabled{instance=~"$instance"}"#, "{{instance}}")]),
  ]
}
