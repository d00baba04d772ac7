public import Findings
import Analysis
import BPF
import BPFObject

/// Packet bytes used without a check that covers them.
public enum UncheckedPacketRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2026", name: "unchecked-packet", group: .refused, severity: .error,
    title: "packet bytes are used without a bounds check that covers them",
    why: """
      A packet may be as short as its headers, or cut in the middle of one. The verifier lets a program read what a \
      comparison with data_end covers, up to the byte, and nothing behind it; a number added to the pointer takes a check \
      of its own.
      """,
    fix: "compare the end of what is read with data_end first: if ((void *)(header + 1) > data_end) return",
    seeAlso: ["A1203", "A1204"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .packet(let end, let checked):
        return WalkFinding(
          checked == 0
            ? "\(end) bytes of the packet are used, and none is checked"
            : "\(end) bytes of the packet are used, and \(checked) are checked",
          label: "compared with data_end for \(checked) bytes",
          origin: "counted from here")
      default: return nil
      }
    }
  }
}
