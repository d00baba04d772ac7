public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// An atomic addition to one place from all CPUs, in a program that runs often.
public enum SharedCounterRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2305", name: "shared-counter", group: .slow, severity: .note,
    title: "all CPUs add to one place, at a hook that runs often",
    why: """
      An atomic addition takes the cache line from whichever CPU had it: with many CPUs at a hook that all of them pass, \
      the program waits for memory most of its time. Values for each CPU are added up by the reader.
      """,
    fix: "use BPF_MAP_TYPE_PERCPU_ARRAY or PERCPU_HASH and add up in user space", seeAlso: ["A2105"])

  /// Each atomic addition to an array's value at a hot hook.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.filter { HotHook.of($0) != nil }.flatMap { program -> [Finding] in
      let arrays = Dictionary(
        program.calls(of: "bpf_map_lookup_elem").compactMap { call -> (Int, String)? in
          guard let map = subject.map(call.arguments[0]), map.type == .array, hasConstantKey(call, in: program) else {
            return nil
          }
          return (call.slot, map.name)
        }, uniquingKeysWith: { first, _ in first })
      return program.findings { instruction, state in
        guard case .atomic(let operation, _, let base, _, _) = instruction.kind,
          operation == .add || operation == .fetchAdd, let hook = HotHook.of(program),
          let map = shared(state[base].base, arrays, subject)
        else { return nil }
        return finding(
          "all CPUs add to \(map), \(hook.words)", in: program,
          slot: instruction.slot, label: "takes the line from another CPU",
          claim: .inferred(because: "the key is the same on every CPU"))
      }
    }
  }

  /// One value for all CPUs, in words: an array's at a constant index, or a global variable.
  private static func shared(_ value: SymbolicValue, _ arrays: [Int: String], _ subject: LintSubject) -> String? {
    switch value {
    case .result(let slot): arrays[slot].map { "one value of \($0)" }
    case .variable(let map, let offset): subject.variable(in: map, at: offset)?.name
    default: nil
    }
  }

  private static func hasConstantKey(_ call: CallFact, in program: LintedProgram) -> Bool {
    if case .constant = program.key(of: call)?.value(.word) { true } else { false }
  }
}
