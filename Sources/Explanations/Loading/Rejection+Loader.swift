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

  /// The first line of code of the C text that has `name` as a word and fits; nil without the text.
  func codeLine(
    with name: String, _ label: String, inFunction: String? = nil, where fits: (String) -> Bool = { _ in true }
  ) -> LabelledSpan? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      // A function's own line names it, which may be the name that is looked for.
      let within = inFunction.flatMap { outline.declaration(named: $0) }.map {
        $0.nameLine + 1...max($0.nameLine + 1, $0.lines.upperBound)
      }
      var number = within?.lowerBound ?? 1
      while let text = outline.text(ofLine: number), within?.contains(number) ?? (inFunction == nil) {
        let code = text.firstRange(of: "//").map { String(text[..<$0.lowerBound]) } ?? text
        let isComment = code.drop { $0 == " " || $0 == "\t" }.first == "*"
        if !isComment, SourceNames.mentions(name, in: code), fits(code) {
          return outline.span(ofLine: number, label, at: name)
        }
        number += 1
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

  /// Where the program first uses a map, by the object's relocations.
  func useLine(ofMap name: String, _ label: String) -> LabelledSpan? {
    guard let object, let program else { return nil }
    let found = program.references.first { reference in
      switch reference.target {
      case .map(let index), .variable(let index, _):
        object.maps.indices.contains(index) && object.maps[index].name == name
      default: false
      }
    }
    return found.flatMap { span(ofSlot: $0.slot, label) }
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
