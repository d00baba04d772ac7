public import BPFObject
import BTF
import Findings
public import Placed

/// What global variables must be afterwards: `{seen: 3, cfg.state: "!= OFF"}`. Only what is named counts.
public struct GlobalExpectation: Sendable {
  private struct Part {
    let name: String
    let section: String
    let offset: Int
    let size: Int
    let value: ValueExpectation
    let span: SourceSpan
  }

  private var parts: [Part] = []

  /// Reads expectations by the names of variables. What does not fit is a problem at its place.
  public init(_ node: PlacedNode, object: ObjectFile, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems), !entries.isEmpty,
      let places = GlobalPlaces(object, node, &problems)
    else { return }
    for entry in entries {
      guard let place = places.place(entry.key, &problems) else { continue }
      parts.append(
        Part(
          name: entry.key.value, section: place.variable.section, offset: place.variable.offset,
          size: place.variable.size,
          value: ValueExpectation(entry.value, at: place.value, types: places.types, &problems),
          span: entry.key.span))
    }
  }

  /// The sections that are to be read: `.bss`, `.data` ...
  public var sections: [String] {
    parts.reduce(into: []) { if !$0.contains($1.section) { $0.append($1.section) } }
  }

  /// What is not as expected, in the order of the file.
  /// - Parameter sections: the sections' bytes by name.
  public func differences(from sections: [String: [UInt8]]) -> [ValueDifference] {
    parts.flatMap { part -> [ValueDifference] in
      guard let bytes = sections[part.section], part.offset >= 0, part.size >= 0, part.offset <= bytes.count,
        part.size <= bytes.count - part.offset
      else {
        return [
          ValueDifference(path: part.name, expected: "a value", actual: "not in what was read of \(part.section)")
        ]
      }
      return part.value.differences(
        from: Array(bytes[part.offset..<(part.offset + part.size)]), at: part.name)
    }
  }
}
