import Analysis
import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// What a refusal without a path is about, found in the object and in the C text.
extension Rejection {
  /// The first message of a shape, with its captures.
  func first(_ formats: MessageFormat...) -> (message: String, words: [Substring])? {
    for message in messages {
      for format in formats {
        if let words = format.match(message) { return (message, words) }
      }
    }
    return nil
  }

  /// The first line of code that has `name` as a word and fits: of the whole C text, or below the name of a function,
  /// which may be the name that is looked for. Nil without the text.
  func codeLine(
    with name: String, _ label: String, inFunction function: String? = nil,
    where fits: (String) -> Bool = { _ in true }
  ) -> LabelledSpan? {
    guard let function else {
      return lineOfCode(label, at: name) { SourceNames.mentions(name, in: $0) && fits($0) }
    }
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: function) else { continue }
      for number in declaration.lines where number > declaration.nameLine {
        guard let text = outline.text(ofLine: number), SourceNames.mentions(name, in: text), fits(text) else {
          continue
        }
        return outline.span(ofLine: number, label, at: name)
      }
    }
    return nil
  }

  /// The line that declares an extern: a kernel function or variable, a configuration value.
  func externLine(_ name: String, _ label: String) -> LabelledSpan? {
    codeLine(with: name, label) { SourceNames.mentions("extern", in: $0) }
      ?? codeLine(with: name, label) { $0.contains("__ksym") || $0.contains("__kconfig") }
  }

  /// Where the program first uses an extern: by the object's relocations, else by the text of the program's function.
  func useLine(ofExtern name: String, _ label: String) -> LabelledSpan? {
    if let object, let program {
      for reference in program.references {
        let symbol: String
        switch reference.target {
        case .extern(let index) where object.externs.indices.contains(index): symbol = object.externs[index].name
        case .unresolved(let unknown, _): symbol = unknown
        default: continue
        }
        guard symbol == name || symbol.hasPrefix(name + "___"), let span = span(ofSlot: reference.slot, label) else {
          continue
        }
        return span
      }
    }
    return (program?.name ?? digest.program).flatMap { codeLine(with: name, label, inFunction: $0) }
      ?? codeLine(with: name, label) { !SourceNames.mentions("extern", in: $0) && $0.contains("(") }
  }

  /// The line of a map's declaration that sets the first of these fields; the line with its name where none is set.
  func mapLine(_ map: String, fields: [String], _ label: String) -> LabelledSpan? {
    for field in fields {
      if let span = memberLine(field, of: map, label) { return span }
    }
    return mapLine(map, label)
  }

  /// The line of a map's declaration that sets a field; nil where none does.
  func memberLine(_ field: String, of map: String, _ label: String) -> LabelledSpan? {
    guard let span = mapLine(map, field: field, label), span.span.line != mapLine(map, label)?.span.line else {
      return nil
    }
    return span
  }

  /// A place, where it is on another line than the instruction that fails.
  func apart(_ place: LabelledSpan?) -> LabelledSpan? {
    guard let place, let step = failingStep else { return place }
    return span(step, "").span.isSameLine(as: place.span) ? nil : place
  }

  /// What the program's section says of its target, such as `vfs_read`; nil without an object.
  var sectionTarget: String? { program?.match?.target }
}
