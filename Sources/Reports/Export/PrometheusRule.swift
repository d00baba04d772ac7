import Placed

/// A rule for Prometheus: an expression that is kept under a name, or one that raises an alert where it has a value.
struct PrometheusRule {
  /// What becomes of the expression.
  enum Purpose {
    /// It is kept under this name.
    case record(String)
    /// It raises this alert.
    case alert(String, severity: Severity, holdingFor: String)
  }
  /// How soon somebody should look.
  enum Severity: String {
    case info
    case warning
    case critical
  }
  var purpose: Purpose
  var expression: String
  /// One line for people.
  var summary = ""
  /// What it means and what to do.
  var description = ""
  /// The budget that it is about; tells alerts of one name apart.
  var budget: String?

  /// The rule as an entry of a YAML list. Texts are quoted as in JSON, which YAML takes.
  var yaml: String {
    switch purpose {
    case .record(let name):
      return "      - record: \(name)\n        expr: \(Self.quoted(expression))\n"
    case .alert(let name, let severity, let time):
      return """
              - alert: \(name)
                expr: \(Self.quoted(expression))
                for: \(time)
                labels:
                  severity: \(severity.rawValue)\(budget.map { "\n          budget: \(Self.quoted($0))" } ?? "")
                annotations:
                  summary: \(Self.quoted(summary))
                  description: \(Self.quoted(description))

        """
    }
  }

  /// What people see of it, too, is visible.
  private static func quoted(_ text: String) -> String { YAMLText.quoted(TerminalText.escape(text)) }
}
