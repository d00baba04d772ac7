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
  /// What Grafana asks for when it is imported.
  struct Input: Encodable, Sendable {
    var name = "DS_PROMETHEUS"
    var label = "Prometheus"
    var type = "datasource"
    var pluginId = "prometheus"
  }
  struct Templating: Encodable, Sendable {
    var list: [Variable]
  }
  struct Period: Encodable, Sendable {
    var from: String
    var to: String
  }
  enum CodingKeys: String, CodingKey {
    case inputs = "__inputs"
    case uid, title, description, tags, editable, graphTooltip, refresh, schemaVersion, templating, time, panels
  }

  private var inputs = [Input()]
  private var uid = "assay-bpf"
  private var title = "BPF programs (Assay)"
  private var description = "Verdicts, costs and budgets of BPF programs, and what loaded ones take."
  private var tags = ["bpf", "assay"]
  private var editable = true
  /// One crosshair for all panels.
  private var graphTooltip = 1
  private var refresh = "1m"
  private var schemaVersion = 37
  private var templating = Templating(list: Self.variables)
  private var time = Period(from: "now-24h", to: "now")
  private var panels: [GrafanaPanel] = GrafanaPanel.all

  /// The dashboard.
  public init() {}

  /// The file.
  public func render() throws -> String { String(decoding: try CanonicalJSON.encodePretty(self), as: UTF8.self) + "\n" }

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
