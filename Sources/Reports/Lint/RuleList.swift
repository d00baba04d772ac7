import Findings
import Lints

/// The rules for a terminal, by group.
public enum RuleList {
  /// Id, name, severity and title of each.
  public static func render(_ traits: TerminalTraits) -> String {
    let pages = Linter.inOrder.map { $0.page }
    let width = pages.map(\.name.utf8.count).max() ?? 0
    var out = ""
    for group in RuleGroup.allCases {
      let members = pages.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      out += (out.isEmpty ? "" : "\n") + traits.styled(group.title.uppercased(), .strong) + "\n"
      for page in members {
        let name = page.name + String(repeating: " ", count: width - page.name.utf8.count)
        let severity = page.severity.rawValue + String(repeating: " ", count: 7 - page.severity.rawValue.utf8.count)
        out += TerminalText.cut("  \(page.id)  \(name)  \(severity)  \(page.title)", to: traits.columns) + "\n"
      }
    }
    return out
  }
}
