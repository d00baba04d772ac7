import Explanations
import Findings
public import Lints

/// Rules' manual pages: for a terminal, and as Markdown.
public enum RuleManual {
  private static let widest = 100

  /// A page for a terminal, each line ended by a newline.
  public static func text(_ page: RulePage, _ traits: TerminalTraits) -> String {
    let traits = TerminalTraits(columns: min(traits.columns, widest), colour: traits.colour)
    var out = traits.styled("\(page.id)  \(page.title)", .strong) + "\n"
    out += traits.styled("\(page.name) · \(page.severity.rawValue)\(kernels(page))", .faint) + "\n"
    func section(_ title: String, _ body: String) {
      if !body.isEmpty { out += "\n" + traits.styled(title, .strong) + "\n" + body }
    }
    section("WHY", FindingText.hanging("  ", page.why, traits))
    section("FIX", FindingText.hanging("  ", page.fix, traits))
    section("BAD", indented(page.badExample))
    section("GOOD", indented(page.goodExample))
    section("SEE ALSO", page.seeAlso.compactMap { id in title(id).map { "  \(id)  \($0)\n" } }.joined())
    return out
  }

  /// A page as Markdown.
  public static func markdown(_ page: RulePage) -> String {
    var out = "# \(page.id): \(MarkdownText.escape(page.title))\n\n"
    out += "`\(page.name)` · \(page.severity.rawValue)\(kernels(page))\n"
    func section(_ title: String, _ body: String) {
      if !body.isEmpty { out += "\n## \(title)\n\n\(body)" }
    }
    section("Why", MarkdownText.paragraph(page.why))
    section("Fix", MarkdownText.paragraph(page.fix))
    section("Bad", MarkdownText.code(page.badExample, language: "c"))
    section("Good", MarkdownText.code(page.goodExample, language: "c"))
    let near = page.seeAlso.compactMap { id -> String? in
      guard let title = title(id) else { return nil }
      let place = id.hasPrefix("A2") ? "\(id).md" : "../explanations/\(id).md"
      return "- [\(id)](\(place)): \(MarkdownText.escape(title))\n"
    }
    section("See also", near.joined())
    return out
  }

  /// Every page by its file's name, and `README.md` with all of them: `docs/rules/`.
  public static func files() -> [(name: String, text: String)] {
    let pages = Linter.inOrder.map { $0.page }
    var index = """
      # Rules

      What `assay lint` finds without asking a kernel. `assay explain ID` prints the same page. These pages are written by
      `assay explain --all --format markdown --output docs`.

      """
    for group in RuleGroup.allCases {
      let members = pages.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      index += "\n## \(group.title)\n\n"
      for page in members {
        index += "- [\(page.id)](\(page.id).md) `\(page.name)`: \(MarkdownText.escape(page.title))\n"
      }
    }
    return [("README.md", index)] + pages.map { ("\($0.id).md", markdown($0)) }
  }

  private static func kernels(_ page: RulePage) -> String {
    switch (page.since, page.until) {
    case (let since?, let until?): " · kernels from \(since), before \(until)"
    case (let since?, nil): " · kernels from \(since)"
    case (nil, let until?): " · kernels before \(until)"
    case (nil, nil): ""
    }
  }

  private static func title(_ id: String) -> String? { Linter.page(id)?.title ?? Explainer.page(id)?.title }

  private static func indented(_ program: String) -> String {
    program.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "\n" : "  \($0.replacing("\t", with: "    "))\n"
    }.joined()
  }
}

extension RuleGroup {
  /// What heads the group in a list.
  var title: String {
    switch self {
    case .refused: "Will not load"
    case .wrong: "Wrong"
    case .slow: "Slow"
    case .needs: "Needs"
    case .costly: "Costly to run"
    case .unstable: "Unstable"
    }
  }
}
