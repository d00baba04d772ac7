public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A write to what may only be read.
public enum ReadOnlyMemoryRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2038", name: "read-only-memory", group: .refused, severity: .error,
    title: "memory is written that the program may only read, or in a way that it does not take",
    why: """
      Constants, the packet of some program types, most of the context and maps with BPF_F_RDONLY_PROG may only be read; \
      maps with BPF_F_WRONLY_PROG only written; packets and contexts take no atomic operation.
      """,
    fix: "keep what changes in a map, a global variable that is not const, or on the stack",
    seeAlso: ["A1256", "A1257", "A1214", "A1255", "A1268"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .constantWritten:
        return WalkFinding(
          "a constant, or a map that programs may only read, is written", label: "may only be read")
      case .writeOnlyRead:
        return WalkFinding(
          "a map that programs may only write is read", label: "may only be written")
      case .packetWritten:
        return WalkFinding(
          "\(program.type?.name ?? "this") programs may only read the packet", label: "writes to it")
      case .contextWritten:
        return WalkFinding(
          "\(program.type?.name ?? "this") programs may only read the context", label: "writes to it")
      case .atomicPlace:
        return WalkFinding(
          "an atomic operation on memory that takes none", label: "a packet or context")
      default: return nil
      }
    }
  }
}
