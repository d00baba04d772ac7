public import Explanations

/// Manual pages for a terminal.
public enum ManualText {
  private static let widest = 100

  /// A page, each line ended by a newline.
  public static func page(_ page: ExplanationPage, _ traits: TerminalTraits) -> String {
    let traits = TerminalTraits(columns: min(traits.columns, widest), colour: traits.colour)
    var out = traits.styled("\(page.id)  \(page.title)", .strong) + "\n"
    func section(_ title: String, _ text: String) {
      guard !text.isEmpty else { return }
      out += "\n" + traits.styled(title, .strong) + "\n" + text
    }
    func indented(_ text: String) -> String { FindingText.hanging("  ", text, traits) }
    section("WHY", indented(page.why))
    section("HOW IT COMES TO THAT", page.causes.map { FindingText.hanging("  - ", $0, traits) }.joined())
    var fix = page.fix.map(indented) ?? ""
    if let repair = page.repair {
      if !fix.isEmpty { fix += "\n" }
      for line in LineDifference.lines(from: repair.before, to: repair.after) {
        let row = "  \(line.sign) \(line.text)"
        fix += (line.sign == "+" ? traits.styled(row, .good) : line.sign == "-" ? traits.styled(row, .bad) : row) + "\n"
      }
    }
    section("FIX", fix)
    section(
      "HOW KERNELS SAY IT",
      ManualPage.wordings(of: page).map { wording in
        "  \(traits.styled(wording.kernels, .faint))\n"
          + wording.messages.map { FindingText.hanging("    ", $0, traits) }.joined()
      }.joined())
    let near = page.seeAlso.compactMap { id in Explainer.page(id).map { "  \(id)  \($0.title)\n" } }.joined()
    section("SEE ALSO", near)
    return out
  }

  /// Every page's id and title.
  public static func list(_ traits: TerminalTraits) -> String {
    Explainer.inOrder.map { $0.page }.map { TerminalText.cut("\($0.id)  \($0.title)", to: traits.columns) + "\n" }
      .joined()
  }
}
