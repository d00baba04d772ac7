public import Findings
import Analysis
import BPF
import BPFObject

/// An access outside of the memory that a pointer has.
public enum OutOfBoundsRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2027", name: "out-of-bounds", group: .refused, severity: .error,
    title: "memory is accessed outside of what the pointer has",
    why: """
      The verifier knows how many bytes the stack, a map's value and a record have, and follows the numbers that are added to \
      a pointer: an index from outside that no comparison bounds on both sides may lead anywhere.
      """,
    fix: "compare the index with the number of elements, as an unsigned number, right before it is used",
    seeAlso: ["A1202", "A1206", "A1207", "A1005", "A1006", "A1056"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      // A key or value that is too short, and a frame over the limit, have rules of their own.
      case .outside(_, _, _) where MapPointerRule.takesMap(program.helper(at: fault.slot)): return nil
      case .outside(.stack, let end, _) where end <= 0: return nil
      case .outside(let memory, let end, let size):
        return WalkFinding(
          end < 0
            ? "\(-end) bytes before \(memory.words(in: subject)) are used"
            : memory == .stack
              ? "\(end > 0 ? "\(end) bytes past the end of" : "more than \(size) bytes of") the stack are used"
              : "\(end) bytes of \(memory.words(in: subject)) are used; it has \(size)",
          label: "outside of \(memory.words(in: subject))",
          origin: "from here")
      case .index(let memory, let most, let size):
        return WalkFinding(
          most > 1 << 29
            ? "nothing bounds the index into \(memory.words(in: subject))"
            : "the index into \(memory.words(in: subject)) may be \(most), with \(size) bytes from its start to the end",
          label: "may lead outside of it",
          origin: "the number is read here")
      case .negativeIndex(let memory):
        return WalkFinding(
          "the index into \(memory.words(in: subject)) may be negative", label: "may lead before its start",
          origin: "the number is read here")
      case .unboundedMove:
        return WalkFinding(
          "a pointer is moved by a number that nothing bounds", label: "may be any number, negative ones too",
          origin: "the number is read here")
      case .misaligned(let size):
        return WalkFinding(
          "\(size) bytes of the stack or of a value are accessed at a place that is no multiple of \(size)",
          label: "misaligned")
      default: return nil
      }
    }
  }
}
