public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A value used after its element was deleted.
public enum UseAfterDeleteRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2104", name: "use-after-delete", group: .wrong, severity: .warning,
    title: "a map value is used after its element was deleted",
    why: """
      The verifier keeps the pointer usable until the program ends, and the memory stays; but a preallocated hash gives the \
      element to the next update, on any CPU: what is read or written then belongs to another key.
      """,
    fix: "use the value first, or copy what is needed, and delete last")

  /// Maps in which an update takes the place of an element that was not used last.
  private static let recent: Set<MapType> = [.lruHash, .lruPercpuHash]
  private static let types: Set<MapType> = [.hash, .lruHash, .percpuHash, .lruPercpuHash]

  /// The first access of each value after a deletion from its map that its lookup always comes before.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let deletes = program.calls(of: "bpf_map_delete_elem")
      let updates = program.calls(of: "bpf_map_update_elem").filter { call in
        subject.map(call.arguments[0]).map { recent.contains($0.type) } ?? false
      }
      guard !deletes.isEmpty || !updates.isEmpty else { return [] }
      let lookups = Dictionary(
        program.calls(of: "bpf_map_lookup_elem").map { ($0.slot, $0) }, uniquingKeysWith: { first, _ in first })
      var told: Set<Int> = []
      return program.findings { instruction, state in
        guard let slot = used(by: instruction.kind, state).first(where: { lookups[$0] != nil && !told.contains($0) }),
          let lookup = lookups[slot], lookup.function == instruction.function,
          let map = subject.map(lookup.arguments[0]),
          types.contains(map.type)
        else { return nil }
        let freed = (deletes + updates).first { delete in
          let isSame = key(delete, program) == key(lookup, program)
          let isDeletion = delete.helper?.name == "bpf_map_delete_elem"
          return delete.function == instruction.function && delete.arguments[0] == lookup.arguments[0]
            && key(lookup, program) != nil && key(delete, program) != nil && isSame == isDeletion
            && program.flow.dominates(
              (lookup.index, lookup.block), (delete.index, delete.block), in: instruction.function)
            && program.flow.reaches(
              (delete.index, delete.block), (instruction.index, instruction.block), in: instruction.function,
              without: [lookup.index])
        }
        guard let freed else { return nil }
        told.insert(slot)
        if freed.helper?.name == "bpf_map_update_elem" {
          var found = finding(
            "a value of \(map.name) is used after another was put in, which may have taken its place", in: program,
            slot: instruction.slot, label: "an LRU map drops what was not used last",
            related: [program.span(freed.slot, "may drop any other element")],
            claim: .inferred(because: "the update has another key than the lookup"))
          found.severity = .note
          return found
        }
        return finding(
          "a value of \(map.name) is used after its element was deleted", in: program,
          slot: instruction.slot, label: "another key may have it by now",
          related: [program.span(freed.slot, "deleted here")],
          claim: .inferred(because: "the deletion has the key of the lookup"))
      }
    }
  }

  /// The key's place: both calls are given the same one.
  private static func key(_ call: CallFact, _ program: LintedProgram) -> SymbolicValue? {
    call.arguments[1] == .unknown ? nil : call.arguments[1]
  }

  /// The slots of calls whose result an instruction looks at, or gives to a helper.
  private static func used(by kind: InstructionKind, _ state: FlowState) -> [Int] {
    let registers: [UInt8] =
      switch kind {
      case .load(_, _, _, let base, _), .store(_, let base, _, _), .atomic(_, _, let base, _, _): [base]
      case .call(.helper(let helper)): Array((UInt8(1)...5).prefix(HelperPrototype.of(helper)?.arguments.count ?? 0))
      default: []
      }
    return registers.compactMap { if case .result(let slot) = state[$0].base { slot } else { nil } }
  }
}
