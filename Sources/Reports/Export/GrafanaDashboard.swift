import Jobs

/// A dashboard for Grafana 9 and later, to be imported: what reports say of programs before they ship, and what loaded ones do.
public struct GrafanaDashboard: Encodable, Sendable {
  /// A choice at the top of the page.
  struct Variable: Encodable, Sendable {
    var name: String
    var label: String
    var type: String
    var query: String
    var datasource: GrafanaPanel.Source?
    var includeAll: Bool
    var multi: Bool
    var allValue: String?
    var refresh: Int
  }
  /// The choices.
  struct Templating: Encodable, Sendable {
    var list: [Variable]
  }
  /// The time that is shown.
  struct Period: Encodable, Sendable {
    var from: String
    var to: String
  }
  private let uid = "assay-bpf"
  private let title = "BPF programs (Assay)"
  private let description = "Verdicts, costs and budgets of BPF programs, and what loaded ones take."
  private let tags = ["bpf", "assay"]
  private let editable = true
  /// One crosshair for all panels.
  private let graphTooltip = 1
  private let refresh = "1m"
  private let schemaVersion = 37
  private let templating = Templating(list: Self.variables)
  private let time = Period(from: "now-24h", to: "now")
  private let panels: [GrafanaPanel] = GrafanaPanel.all

  /// The dashboard.
  public init() {}

  /// The file.
  public func render() throws -> String { try CanonicalJSON.document(self) }

  private static let variables = [
    Variable(
      name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus", datasource: nil,
      includeAll: false, multi: false, allValue: nil, refresh: 1),
    variable("object", "Object", "label_values(assay_verify_accepted, object)"),
    variable("instance", "Machine", "label_values(assay_build_info, instance)"),
    variable("program", "Program", #"label_values({__name__=~"assay_program_info|assay_verify_accepted"}, program)"#),
  ]

  private static func variable(_ name: String, _ label: String, _ query: String) -> Variable {
    // 2: asked anew whenever the time range changes.
    Variable(
      name: name, label: label, type: "query", query: query, datasource: GrafanaPanel.Source(), includeAll: true,
      multi: true, allValue: ".*", refresh: 2)
  }
}
