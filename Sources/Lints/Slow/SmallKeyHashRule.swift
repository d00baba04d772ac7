public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A hash whose keys are all small numbers.
public enum SmallKeyHashRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2303", name: "small-key-hash", group: .slow, severity: .note,
    title: "a hash map's keys are all small numbers, where an array would do",
    why: """
      A lookup in an array is inlined into a few instructions; one in a hash calls a function, hashes the key and walks a \
      bucket, and an update may fail when the map is full. An array of the keys' range has all its elements from the start.
      """,
    fix: "declare it as BPF_MAP_TYPE_ARRAY, or BPF_MAP_TYPE_PERCPU_ARRAY, with the range as max_entries",
    seeAlso: ["A2305"])

  /// An array of more elements may take more memory than the hash.
  private static let largest: Int64 = 1_024
  private static let helpers: Set<String> = ["bpf_map_lookup_elem", "bpf_map_update_elem"]

  /// Each hash of which every call of every program has a key below a small bound; a deletion means something in a hash.
  public static func check(_ subject: LintSubject) -> [Finding] {
    // What is left out of the analysis may use any key.
    guard subject.programs.count == subject.object.programs.count else { return [] }
    return subject.object.maps.enumerated().compactMap { index, map -> Finding? in
      guard map.type == .hash || map.type == .percpuHash, map.keySize == 4, !map.isPinnedByName else { return nil }
      var first: (program: LintedProgram, slot: Int)?
      var bound: Int64 = 0
      for program in subject.programs {
        for reference in program.program.references where reference.target == .map(index) {
          guard program.flow.calls.contains(where: { $0.arguments[0] == .map(index) }) else { return nil }
        }
        for call in program.flow.calls where call.arguments.contains(.map(index)) {
          guard let helper = call.helper?.name, helpers.contains(helper), let limit = limit(of: call, in: program),
            limit <= largest
          else { return nil }
          bound = max(bound, limit)
          if first == nil { first = (program, call.slot) }
        }
      }
      guard let first, bound > 0 else { return nil }
      return finding(
        "the keys of \(map.name) are all below \(bound): an array would do", in: first.program, slot: first.slot,
        primary: subject.mapLine(map.name, field: "type", "each lookup hashes a number below \(bound)")
          ?? first.program.span(first.slot, "hashes a number below \(bound)"),
        claim: .inferred(because: "every call's key is known"))
    }
  }

  /// The number that a call's key is always below; nil where that is not known.
  private static func limit(of call: CallFact, in program: LintedProgram) -> Int64? {
    program.key(of: call).flatMap { limit($0.value(.word)) }
  }

  private static func limit(_ value: SymbolicValue) -> Int64? {
    switch value {
    case .constant(let number): number >= 0 ? number + 1 : nil
    case .loaded(_, .byte, false, _): 256
    case .truncated(let inner): limit(inner)
    case .computed(.and, _, _, .constant(let mask)): mask >= 0 ? mask + 1 : nil
    case .computed(.modulo, _, _, .constant(let divisor)): divisor > 0 ? divisor : nil
    default: nil
    }
  }
}
