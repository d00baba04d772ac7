public import Findings
import Analysis
import BPF
import BPFObject

/// Something followed as a pointer that is none to a verifier.
public enum NotAPointerRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2034", name: "not-a-pointer", group: .refused, severity: .error,
    title: "a number is followed as a pointer, or a pointer is computed with",
    why: """
      An address from a map, an event or a helper is a number to the verifier: following it may read anything. Kernel and user \
      memory is read through a helper. A pointer of its own may be added to and subtracted from, and nothing else.
      """,
    fix: "read through bpf_probe_read_kernel, bpf_probe_read_user or BPF_CORE_READ", seeAlso: ["A1250", "A1051"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.walk.faults.compactMap { fault -> Finding? in
        switch fault.kind {
        case .number:
          return finding(
            "a number is followed as a pointer", in: program, slot: fault.slot,
            label: "the verifier knows no memory there",
            related: program.origin(of: fault, "read here"),
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .packetEnd:
          return finding(
            "data_end is followed: nothing lies there", in: program, slot: fault.slot,
            label: "the packet ends before it",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .pointerArithmetic(let symbol):
          return finding(
            "'\(symbol)' is applied to a pointer", in: program, slot: fault.slot,
            label: "no pointer any more",
            related: program.origin(of: fault, "the pointer is from here"),
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        default: return nil
        }
      }
    }
  }

}
