public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// Tail calls into an array that the object never fills.
public enum EmptyProgArrayRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2114", name: "empty-prog-array", group: .wrong, severity: .note,
    title: "a program tail-calls into an array that the object does not fill",
    why: """
      A tail call into an empty slot falls through without a word: the program goes on behind the call. An array that the \
      loader fills by hand is easily forgotten, or filled after the program is attached.
      """,
    fix: "declare the slots: __array(values, int (void *)) with .values = { [0] = (void *)&program }")

  /// Each such array, at the first tail call into it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    var told: Set<String> = []
    return subject.programs.flatMap { program in
      program.calls(of: "bpf_tail_call").compactMap { call -> Finding? in
        guard let map = subject.map(call.arguments[1]), map.type == .progArray, map.values.isEmpty,
          !map.isPinnedByName, told.insert(map.name).inserted
        else { return nil }
        return finding(
          "\(map.name) has no program unless the loader fills it: the tail call falls through", in: program,
          slot: call.slot, label: "goes on behind the call when the slot is empty",
          claim: .declared(section: map.section))
      }
    }
  }
}
