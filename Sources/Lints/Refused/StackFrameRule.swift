public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A frame that no kernel gives a function.
public enum StackFrameRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2003", name: "stack-frame", group: .refused, severity: .error,
    title: "a function takes more than 512 bytes of stack",
    why: """
      MAX_BPF_STACK is 512 bytes on every kernel and for every type. clang refuses such a frame by itself; objects from \
      other compilers, and those compiled with -mllvm -bpf-stack-size, come as far as the verifier.
      """,
    fix: "move the largest variables into a per-CPU array map, or reserve them in the ring buffer that they go to",
    seeAlso: ["A1001"])

  /// Each such function.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.structure.functions.enumerated().compactMap { number, function in
        guard function.frame.bytes > KernelLimits.stackBytes, let slot = function.frame.deepestSlot else { return nil }
        let name = program.program.subprograms[number].name
        return finding(
          "\(name) takes \(function.frame.bytes) bytes of stack; the limit is \(KernelLimits.stackBytes)", in: program,
          slot: slot, primary: subject.declaration(name, "takes \(function.frame.bytes) bytes"),
          related: [program.span(slot, "reaches farthest down here")],
          claim: .inferred(because: "its instructions reach that far below the frame pointer"))
      }
    }
  }
}
