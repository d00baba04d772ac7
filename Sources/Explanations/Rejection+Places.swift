import Analysis
public import Findings
import BPFObject
import BTF
import VerifierLog

/// Places that no instruction names: declarations, found in the C text. All are nil without the text.
extension Rejection {
  /// The declaration of a function, map, other variable or struct.
  public func declaration(_ name: String, _ label: String) -> LabelledSpan? {
    for outline in orderedSources {
      guard let declaration = outline.declaration(named: name) else { continue }
      return outline.span(ofLine: declaration.nameLine, label, at: name)
    }
    return nil
  }

  /// The program's own declaration: the line with its name.
  public func programDeclaration(_ label: String) -> LabelledSpan? {
    (program?.name ?? digest.program).flatMap { declaration($0, label) }
  }

  /// The line with the program's `SEC("...")`.
  public func sectionLine(_ label: String) -> LabelledSpan? {
    guard let name = program?.name ?? digest.program else { return nil }
    for outline in orderedSources {
      guard let declaration = outline.declaration(named: name) else { continue }
      let line = declaration.lines.first { outline.text(ofLine: $0)?.contains("SEC(") ?? false }
      return outline.span(ofLine: line ?? declaration.nameLine, label)
    }
    return nil
  }

  /// The line with the object's license; without one, the program's declaration.
  public func licenseLine(_ label: String) -> LabelledSpan? {
    for outline in orderedSources {
      guard let declaration = outline.declarations.first(where: { $0.section == "license" }) else { continue }
      return outline.span(ofLine: declaration.nameLine, label)
    }
    return programDeclaration(label)
  }

  /// The line in a map's declaration that sets a field (`type`, `max_entries`, `key`, `value` ...); without one, the
  /// line with the map's name.
  public func mapLine(_ map: String, field: String? = nil, _ label: String) -> LabelledSpan? {
    for outline in orderedSources {
      guard let declaration = outline.declaration(named: map) else { continue }
      let line = field.flatMap { field in
        declaration.lines.first { outline.text(ofLine: $0).map { SourceNames.mentions(field, in: $0) } ?? false }
      }
      return outline.span(ofLine: line ?? declaration.nameLine, label, at: line == nil ? map : nil)
    }
    return nil
  }

  /// The line that declares a variable of the function which step `step` belongs to.
  public func localDeclaration(_ name: String, before step: Int, _ label: String) -> LabelledSpan? {
    let place = span(step, label).span
    guard place.line > 0, let outline = sources[place.file] ?? orderedSources.first,
      let line = outline.local(name, before: place.line)
    else { return nil }
    return outline.span(ofLine: line, label, at: name)
  }

  /// Whether the compiler put a step at the function's opening line: it belongs to a line that comes later.
  func isHoisted(_ step: Int) -> Bool {
    let place = span(step, "").span
    return sources[place.file]?.function(atLine: place.line)?.nameLine == place.line
  }

  /// The files, the program's own first.
  private var orderedSources: [SourceOutline] {
    let own = program.flatMap { $0.lineInfo.first?.file }
    return sources.sorted { ($0.key != own ? 1 : 0, $0.key) < ($1.key != own ? 1 : 0, $1.key) }.map(\.value)
  }
}
