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
    subject.programs.flatMap { program in
      program.walk.faults.compactMap { fault -> Finding? in
        switch fault.kind {
        case .constantWritten:
          return finding(
            "a constant, or a map that programs may only read, is written", in: program, slot: fault.slot,
            label: "may only be read",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .writeOnlyRead:
          return finding(
            "a map that programs may only write is read", in: program, slot: fault.slot,
            label: "may only be written",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .packetWritten:
          return finding(
            "\(program.type?.name ?? "this") programs may only read the packet", in: program, slot: fault.slot,
            label: "writes to it",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .contextWritten:
          return finding(
            "\(program.type?.name ?? "this") programs may only read the context", in: program, slot: fault.slot,
            label: "writes to it",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .atomicPlace:
          return finding(
            "an atomic operation on memory that takes none", in: program, slot: fault.slot,
            label: "a packet or context",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        default: return nil
        }
      }
    }
  }

}
