import Analysis
import BPFObject
import Findings

/// Members of structs that arguments name.
extension Rejection {
  /// The line that declares the struct member which argument `register` (r1 to r5) of the failing call names: that of
  /// `task` in `struct slot` of `&slot->task`. Nil without the C text, or where no struct declared there has such a member.
  func memberLine(ofArgument register: Int, _ label: String) -> LabelledSpan? {
    guard let argument = argumentText(register),
      let member = argument.split(whereSeparator: { "&->.() ".contains($0) }).last
    else { return nil }
    for outline in sources.sorted(by: { $0.key < $1.key }).map(\.value) {
      for type in outline.declarations where type.kind == .type {
        guard
          let line = type.lines.first(where: {
            outline.text(ofLine: $0).map { SourceNames.declares(String(member), in: $0) } ?? false
          })
        else { continue }
        return outline.span(ofLine: line, label, at: String(member))
      }
    }
    return nil
  }
}

extension SourceNames {
  /// Whether two argument texts are members of the same variable: `&item->node` and `&item->other`.
  static func sameOwner(_ one: String, _ other: String) -> Bool {
    func owner(_ text: String) -> Substring? { text.split { !isWord($0.utf8.first ?? 0) }.first }
    return owner(one) != nil && owner(one) == owner(other)
  }
}
