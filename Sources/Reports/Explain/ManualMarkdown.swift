public import Explanations

/// Manual pages as Markdown: `docs/explanations/`.
public enum ManualMarkdown {
  /// Every page by its file's name, and `README.md` with all of them.
  public static func files() -> [(name: String, text: String)] {
    let pages = Explainer.inOrder.map { $0.page }
    return [("README.md", index(pages))] + pages.map { ("\($0.id).md", page($0)) }
  }

  /// One page.
  public static func page(_ page: ExplanationPage) -> String {
    var out = "# \(page.id): \(MarkdownText.escape(page.title))\n"
    func section(_ title: String, _ body: String) {
      if !body.isEmpty { out += "\n## \(title)\n\n\(body)" }
    }
    section("Why", MarkdownText.paragraph(page.why))
    section("How it comes to that", page.causes.map { "- " + MarkdownText.paragraph($0) }.joined())
    var fix = page.fix.map { MarkdownText.paragraph($0.capitalizedSentence) } ?? ""
    if let repair = page.repair {
      if !fix.isEmpty { fix += "\n" }
      fix += "Refused:\n\n" + MarkdownText.code(repair.before, language: "c")
      fix += "\nAccepted:\n\n" + MarkdownText.code(repair.after, language: "c")
    }
    section("Fix", fix)
    section(
      "How kernels say it",
      ManualPage.wordings(of: page).map {
        "\(MarkdownText.escape($0.kernels)):\n\n" + MarkdownText.code($0.messages.joined(separator: "\n"))
      }.joined(separator: "\n"))
    let near = page.seeAlso.compactMap { id in
      Explainer.page(id).map { "- [\(id)](\(id).md): \(MarkdownText.escape($0.title))\n" }
    }
    section("See also", near.joined())
    return out
  }

  private static let groups: [(prefix: String, title: String)] = [
    ("A10", "Stack, and what no other page knows"), ("A11", "Loops and complexity"), ("A12", "Memory"),
    ("A13", "What was never written"), ("A14", "Return values"), ("A15", "What a program may call"),
    ("A16", "Arguments of calls"), ("A17", "References, locks and sections"),
    ("A18", "A program's structure and types"), ("A19", "What the loader or the system refuses"),
  ]

  private static func index(_ pages: [ExplanationPage]) -> String {
    var out = """
      # Explanations

      Every refusal that Assay knows, by its id. `assay explain ID` prints the same page. These pages are written by
      `assay explain --all --format markdown --output docs`.

      """
    for group in groups {
      let members = pages.filter { $0.id.hasPrefix(group.prefix) }
      guard !members.isEmpty else { continue }
      out += "\n## \(group.title)\n\n"
      for page in members { out += "- [\(page.id)](\(page.id).md): \(MarkdownText.escape(page.title))\n" }
    }
    return out
  }
}

extension String {
  /// With its first letter as a sentence has it, and a full stop.
  fileprivate var capitalizedSentence: String {
    guard let first else { return self }
    let end = hasSuffix(".") ? "" : "."
    // A name of C stays as it is.
    let word = prefix { !$0.isWhitespace }
    return (word.contains { "_().".contains($0) } ? String(first) : first.uppercased()) + dropFirst() + end
  }
}
