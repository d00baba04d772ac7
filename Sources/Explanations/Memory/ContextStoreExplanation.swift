import Findings
import VerifierLog

/// A constant stored into the context or a kernel object by one instruction, which older kernels do not take.
public enum ContextStoreExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1224", title: "a constant stored straight into the context, which kernels before 6.3 refuse",
    why: """
      The kernel rewrites stores to the context. Up to 6.2 it knows how for stores of a register only, not for those of a \
      constant (`BPF_ST`). Compilers for -mcpu=v4 write such stores, and inline assembly may.
      """,
    fix: "compile with -mcpu=v3 or lower, which stores through a register",
    causes: [
      "the object was compiled with -mcpu=v4 and runs on a kernel before 6.3",
      "inline assembly stores a constant: `*(u32 *)(r1 + 8) = 7`",
    ],
    repair: .init(before: "clang -target bpf -mcpu=v4", after: "clang -target bpf -mcpu=v3"),
    wordings: [
      .init(
        "5.4 to 6.2", "BPF_ST stores into R%d %w is not allowed",
        "a constant is stored straight into {1}, which this kernel takes from a register only")
    ],
    seeAlso: ["A1220", "A1268"],
    examples: [
      .init(
        "5.4 to 6.2", ["BPF_ST stores into R1 ctx is not allowed"],
        summary: "a constant is stored straight into ctx, which this kernel takes from a register only")
    ])
}
