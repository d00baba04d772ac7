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
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .number:
        return WalkFinding(
          "a number is followed as a pointer", label: "the verifier knows no memory there",
          origin: "read here")
      case .packetEnd:
        return WalkFinding(
          "data_end is followed: nothing lies there", label: "the packet ends before it")
      case .pointerArithmetic(let symbol):
        return WalkFinding(
          "'\(symbol)' is applied to a pointer", label: "no pointer any more",
          origin: "the pointer is from here")
      default: return nil
      }
    }
  }
}
