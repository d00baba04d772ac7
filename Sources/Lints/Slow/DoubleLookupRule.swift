public import Findings
import Analysis
import BPF
import BPFObject

/// The same lookup twice on one path.
public enum DoubleLookupRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2304", name: "double-lookup", group: .slow, severity: .note,
    title: "the same key is looked up twice in the same map on one path",
    why: """
      A lookup in a hash costs a hash of the key and a walk of its bucket, about 150 instructions. The pointer of the first \
      stays valid: values are not freed while the program runs.
      """,
    fix: "keep the pointer that the first lookup returned, and pass it on")

  /// Each second lookup that the first one always comes before, nothing in between that may change map or key.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let lookups = program.calls(of: "bpf_map_lookup_elem").compactMap { call -> Lookup? in
        guard case .map(let map) = call.arguments[0], let key = key(of: call, in: program, subject) else { return nil }
        return Lookup(call: call, map: map, key: key)
      }
      let changing = Set(
        program.flow.calls.filter {
          ["bpf_map_update_elem", "bpf_map_delete_elem"].contains($0.helper?.name) || $0.subprogram != nil
        }.map(\.index))
      return lookups.compactMap { second in
        let first = lookups.last { first in
          first.call.index < second.call.index && first.map == second.map && first.key == second.key
            && first.call.function == second.call.function
            && program.flow.dominates(
              (first.call.index, first.call.block), (second.call.index, second.call.block), in: first.call.function)
            && program.flow.reaches(
              (first.call.index, first.call.block), (second.call.index, second.call.block), in: first.call.function,
              without: changing)
        }
        guard let first else { return nil }
        let map = subject.object.maps[second.map].name
        return finding(
          "the same key is looked up in \(map) again", in: program, slot: second.call.slot, label: "looked up again",
          related: [program.span(first.call.slot, "looked up here first")],
          claim: .inferred(because: "both keys hold the same value"))
      }
    }
  }

  private struct Lookup {
    var call: CallFact
    var map: Int
    var key: SymbolicValue
  }

  /// What the key on the stack holds; nil where that is not known, and for keys of more than 8 bytes.
  private static func key(of call: CallFact, in program: LintedProgram, _ subject: LintSubject) -> SymbolicValue? {
    guard let map = subject.map(call.arguments[0]), let size = AccessSize(rawValue: Int(map.keySize)),
      let value = program.key(of: call)?.value(size)
    else { return nil }
    return value == .unknown ? nil : value
  }
}
