import Findings
import Records

/// A finding by itself.
struct FindingPage {
  let frame: DashboardFrame
  let found: Dashboard.Found

  var page: DashboardPage {
    frame.page(DashboardFrame.file(of: found), title: "\(found.finding.title): \(frame.dashboard.title)", header, main)
  }

  /// The finding as a row of a table.
  func row(linksProgram: Bool) -> Markup {
    let finding = found.finding
    let program: Markup = linksProgram ? "<td>\(frame.link(found.program))</td>" : ""
    let place = finding.primary.map { "\($0.span)" } ?? found.program.object
    return """
      <tr><td class="k">\(DashboardFrame.words(finding.severity))</td>\
      <td class="w"><a href="\(DashboardFrame.file(of: found))">\(finding.id.map { "\($0) " } ?? "")\(finding.title)</a>\
      </td>\(program)<td class="w">\(place)</td></tr>

      """
  }

  private var header: Markup {
    """
    <p><a href="index.html">\(frame.dashboard.title)</a> / \(frame.link(found.program))</p>
    <h1>\(DashboardFrame.words(found.finding.severity)) \(found.finding.id ?? "") \(found.finding.title)</h1>
    """
  }

  private var main: Markup {
    let finding = found.finding
    let since = found.since.flatMap(frame.dashboard.runs.run)
    var facts: [(String, Markup)] = [("Object", "\(found.program.object)")]
    if let variant = found.program.variant { facts.append(("Variant", "\(variant)")) }
    if !found.program.name.isEmpty { facts.append(("Program", frame.link(found.program))) }
    if let place = finding.primary?.span { facts.append(("Place", "\(place.description)")) }
    if let instruction = finding.instruction { facts.append(("Instruction", "\(instruction)")) }
    switch finding.claim {
    case .observed(let kernel): facts.append(("Known from", "kernel \(kernel)"))
    case .declared(let section): facts.append(("Known from", "section \(section)"))
    case .inferred(let reason): facts.append(("Known from", "\(reason)"))
    }
    if let since {
      facts.append(("First seen", "\(TimeText.date(since.time)) \(frame.commit(since)) \(since.subject ?? "")"))
    }
    let list = facts.map { name, value -> Markup in "<dt>\(name)</dt><dd>\(value)</dd>" }.joined()
    let spans = finding.related + (finding.primary.map { [$0] } ?? [])
    let story = spans.map { span -> Markup in
      let text: Markup = span.text.map { "<pre>\($0)</pre>" } ?? ""
      return "<li>\(span.label) <span class=\"faint\">\(span.span.description)</span>\(text)</li>"
    }
    var out: Markup = "<dl>\(list)</dl>"
    if !story.isEmpty { out += "<h2>How it comes about</h2><ol class=\"story\">\(story.joined())</ol>" }
    if let fix = finding.fix { out += "<h2>What to change</h2><p>\(fix)</p>" }
    if !finding.notes.isEmpty {
      out += "<h2>Notes</h2>\(finding.notes.map { note -> Markup in "<p>\(note)</p>" }.joined())"
    }
    return out
  }
}
