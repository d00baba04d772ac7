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
        guard case .map(let map) = call.arguments[0] else { return nil }
        if let key = key(of: call, in: program, subject) { return Lookup(call: call, map: map, key: key) }
        // A struct's: the same place is the same key as long as nothing is written there.
        guard case .frame(let offset) = call.arguments[1], let size = subject.map(call.arguments[0])?.keySize else {
          return nil
        }
        return Lookup(call: call, map: map, key: call.arguments[1], place: offset..<offset + Int(size))
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
              without: second.place.map { changing.union(writes(to: $0, of: second.call.function, in: program)) }
                ?? changing)
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
    /// Where on the stack the key is compared by its place.
    var place: Range<Int>?
  }

  /// The instructions of a function that may write to a range of its stack.
  private static func writes(to place: Range<Int>, of function: Int, in program: LintedProgram) -> Set<Int> {
    var writers: Set<Int> = []
    program.flow.values[function].visit { _, index, state in
      switch program.flow.instructions[index].kind {
      case .store(let size, let base, let offset, _), .atomic(_, let size, let base, let offset, _):
        guard case .frame(let start) = state[base] else {
          if state[base] == .unknown { writers.insert(index) }
          return
        }
        let bytes = start + Int(offset)..<start + Int(offset) + size.bytes
        if bytes.overlaps(place) { writers.insert(index) }
      case .call(let callee):
        if case .helper(let helper) = callee, helper.name?.hasPrefix("bpf_map_") == true { return }
        let mayWrite = (UInt8(1)...5).contains { register in
          if case .frame(let start) = state[register] { start < place.upperBound } else { state[register] == .unknown }
        }
        if mayWrite { writers.insert(index) }
      default: break
      }
    }
    return writers
  }

  /// What the key on the stack holds; nil where that is not known, and for keys of more than 8 bytes.
  private static func key(of call: CallFact, in program: LintedProgram, _ subject: LintSubject) -> SymbolicValue? {
    guard let map = subject.map(call.arguments[0]), let size = AccessSize(rawValue: Int(map.keySize)),
      let value = program.key(of: call)?.value(size)
    else { return nil }
    return value == .unknown ? nil : value
  }
}
