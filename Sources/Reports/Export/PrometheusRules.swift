/// Recording and alerting rules for what Assay exports (https://prometheus.io/docs/prometheus/latest/configuration), with
/// the user's budgets.
public struct PrometheusRules {
  private let budgets: [ProgramBudget]

  /// Rules with these budgets of loaded programs.
  public init(budgets: [ProgramBudget] = []) {
    self.budgets = budgets
  }

  /// The rules file.
  public func render() -> String {
    "# Written by: assay dashboard --prometheus-rules\ngroups:\n"
      + Self.group("assay-recording", Self.recording) + Self.group("assay-reports", Self.reports)
      + Self.group("assay-programs", budgets.map(Self.rule) + Self.programs)
  }

  private static func group(_ name: String, _ rules: [PrometheusRule]) -> String {
    "  - name: \(name)\n    rules:\n" + rules.map(\.yaml).joined()
  }

  private static func alert(
    _ name: String, _ severity: PrometheusRule.Severity, for time: String = "0m", _ expression: String,
    _ summary: String, _ description: String
  ) -> PrometheusRule {
    PrometheusRule(
      purpose: .alert(name, severity: severity, holdingFor: time), expression: expression, summary: summary,
      description: description)
  }

  private static let recording: [PrometheusRule] = [
    PrometheusRule(
      purpose: .record("assay:program_cpu:ratio_rate5m"),
      expression: "sum by (instance, program, type) (rate(assay_program_run_seconds_total[5m]))"),
    PrometheusRule(
      purpose: .record("assay:program_runs:rate5m"),
      expression: "sum by (instance, program, type) (rate(assay_program_runs_total[5m]))"),
    // Of one reading of the floor an interrupt may have had a part.
    PrometheusRule(
      purpose: .record("assay:program_run_net:seconds_rate5m"),
      expression: "clamp_min(assay:program_cpu:ratio_rate5m / (assay:program_runs:rate5m > 0)"
        + " - on (instance) group_left () avg by (instance) (avg_over_time(assay_stats_floor_seconds[15m])), 0)"),
  ]

  private static let reports: [PrometheusRule] = [
    alert(
      "AssayProgramRefused", .critical,
      #"assay_verify_verdict_info{verdict=~"rejected|attach|loader",counts!="no"} == 1"#,
      "{{ $labels.program }} of {{ $labels.object }} does not load on {{ $labels.kernel }}",
      "The verdict is {{ $labels.verdict }} {{ $labels.finding }}. Run assay verify on it: it says why."),
    alert(
      "AssayGateFailed", .critical, #"assay_gate_state{state=~"fail|invalid"} == 1"#,
      "the gate of {{ $labels.file }} does not hold", "Its first lines name what blocks: assay gate prints it again."),
    alert(
      "AssayFigureOverLimit", .critical, "assay_gate_figure > assay_gate_figure_limit",
      "{{ $labels.figure }} of {{ $labels.program }} of {{ $labels.object }} is {{ $value }}, above its limit",
      "assay.yml limits it on {{ $labels.kernel }}; assay gate says by how much it is over."),
    alert(
      "AssayBudgetExceeded", .critical, #"assay_bench_budget_state{state="fail"} == 1"#,
      "{{ $labels.program }} of {{ $labels.object }} costs more than its budget of {{ $labels.budget }}",
      "All of the interval around the figure is above the limit that assay.yml sets."),
    alert(
      "AssayRegression", .warning, #"assay_bench_change_state{state="fail"} == 1"#,
      "{{ $labels.program }} of {{ $labels.object }} costs more than before",
      "assay bench --against says by how much, and where the instructions go."),
    alert(
      "AssayTestFailed", .warning, #"assay_test_cases{result="failed"} > 0"#,
      "{{ $value }} cases of {{ $labels.file }} fail on {{ $labels.kernel }}",
      "Run assay test on the file: it shows what is otherwise than expected."),
    alert(
      "AssayLintError", .warning, #"assay_lint_findings{severity="error"} > 0"#,
      "{{ $labels.rule }} is found in {{ $labels.object }}", "assay explain {{ $labels.rule }} says what it means."),
    alert(
      "AssayInconclusive", .info, for: "24h",
      #"assay_bench_budget_state{state="inconclusive"} == 1 or assay_bench_change_state{state="inconclusive"} == 1"#,
      "the cost of {{ $labels.program }} could not be judged for a day",
      "More loads, a quieter machine or assay bench --exact settle it."),
    alert(
      "AssayReportStale", .info, "time() - assay_report_timestamp_seconds > 3 * 86400",
      "{{ $labels.file }} is {{ $value | humanizeDuration }} old",
      "Nobody has run assay {{ $labels.command }} and exported its report for three days."),
  ]

  private static let programs: [PrometheusRule] = [
    alert(
      "AssayProgramSlower", .warning, for: "30m",
      "assay:program_run_net:seconds_rate5m > 1.3 * (assay:program_run_net:seconds_rate5m offset 1d)"
        + " and assay:program_run_net:seconds_rate5m - (assay:program_run_net:seconds_rate5m offset 1d) > 20e-9",
      "a run of {{ $labels.program }} on {{ $labels.instance }} takes over 30% and 20 ns more than a day ago",
      "It takes {{ $value | humanizeDuration }} now. Another version, other input, or a busier machine: assay top shows it live."
    ),
    alert(
      "AssayProgramCpuHigh", .warning, for: "15m", "assay:program_cpu:ratio_rate5m > 0.02",
      "{{ $labels.program }} on {{ $labels.instance }} takes over 2% of a processor",
      "It takes {{ $value | humanizePercentage }} of one processor, with what statistics take."),
    alert(
      "AssayProgramMisses", .warning, for: "15m", "rate(assay_program_recursion_misses_total[5m]) > 0",
      "{{ $labels.program }} on {{ $labels.instance }} loses events",
      "The kernel leaves out {{ $value }} runs a second because one is under way on the same processor."),
    alert(
      "AssayProgramMissing", .warning, for: "10m", "assay_missing_programs > 0",
      "{{ $value }} programs that assay export is to look at on {{ $labels.instance }} are not there",
      "Its log names them: nothing is pinned at the path, or the id is gone."),
    alert(
      "AssayStatsLeftOn", .info, for: "6h", "assay_stats_setting_enabled == 1",
      "kernel.bpf_stats_enabled is set on {{ $labels.instance }} for 6 hours",
      "Every run of every BPF program pays for the two clock readings. assay export --enable-stats needs no setting."),
  ]

  private static func rule(_ budget: ProgramBudget) -> PrometheusRule {
    let others = budget.others.map(\.expression).joined(separator: "|")
    let matchers = [
      "program=~\(quote(budget.program.expression))", others.isEmpty ? nil : "program!~\(quote(others))",
    ]
    let matcher = "{" + matchers.compactMap(\.self).joined(separator: ",") + "}"
    let (series, limit, unit, isTime) =
      switch budget.quantity {
      case .nanoseconds: ("assay:program_run_net:seconds_rate5m", budget.limit / 1e9, "ns of a run", true)
      case .verified: ("assay_program_verified_instructions", budget.limit, "verified instructions", false)
      case .jited: ("assay_program_jited_bytes", budget.limit, "bytes of machine code", false)
      case .mapMemory: ("assay_program_map_memory_bytes", budget.limit, "bytes of maps", false)
      }
    // What a program weighs stays as it is; what it takes has to last.
    var rule = alert(
      "AssayProgramOverBudget", .critical, for: isTime ? "15m" : "0m", "\(series)\(matcher) > \(Self.plain(limit))",
      "{{ $labels.program }} on {{ $labels.instance }} is over its budget of \(number(budget.limit)) \(unit)",
      "It is at {{ $value\(isTime ? " | humanizeDuration" : "") }}. The budget is \(budget.quantity.rawValue) in "
        + "\(plain("\(budget.place)")).")
    rule.budget = plain("\(budget.quantity.rawValue) of \(budget.program.text)")
    return rule
  }

  /// Text of a PromQL string.
  private static func quote(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Text that holds no template.
  private static func plain(_ text: String) -> String { text.replacing("{{", with: "{ {") }

  private static func plain(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(NumberText.grouped) ?? NumberText.decimal(value, places: 2)
  }
}
