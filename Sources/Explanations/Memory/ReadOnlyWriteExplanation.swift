import Findings
import VerifierLog

/// A write to memory that a program may only read.
public enum ReadOnlyWriteExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1255", title: "a write to memory that a program may only read",
    why: """
      Some memory is shown to a program to read: a map's key in a callback, a slice of a packet that was asked for read-only \
      (bpf_dynptr_slice), per-CPU variables of the kernel, what bpf_rdonly_cast gives. A store there is refused.
      """,
    fix: "copy the memory to a variable and change that, or ask for memory that may be written (bpf_dynptr_slice_rdwr)",
    causes: [
      "the result of bpf_dynptr_slice is written: bpf_dynptr_slice_rdwr is the one to write through",
      "a callback of bpf_for_each_map_elem changes the key",
      "a kernel variable reached by bpf_per_cpu_ptr is written",
    ],
    repair: .init(
      before: "struct ethhdr *eth = bpf_dynptr_slice(&packet, 0, buffer, sizeof(*eth));",
      after: "struct ethhdr *eth = bpf_dynptr_slice_rdwr(&packet, 0, buffer, sizeof(*eth));"),
    seeAlso: ["A1256", "A1214", "A1231"],
    examples: [
      .init(
        "5.17 to 7.3", ["R0 cannot write into rdonly_mem"],
        summary: "memory is written that this program may only read (rdonly_mem)"),
      .init(
        "5.10 and later", ["R1 cannot write into rdonly_buf"],
        summary: "memory is written that this program may only read (rdonly_buf)"),
      .init(
        "5.13 and later", ["write to change key R2 not allowed"], summary: "a map's key is written; it may only be read"
      ),
    ])

  private static let memory = MessageFormat("%r cannot write into %w")
  private static let key = MessageFormat("write to change key %w not allowed")
  private static let structure = MessageFormat("%r cannot write into ptr_%w at off=%d")

  /// A write.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages where structure.match(message) == nil {
      guard let captures = key.match(message) ?? memory.match(message) else { continue }
      let isKey = captures.count == 1
      let register = Int(captures[0].drop { $0 == "R" }) ?? rejection.addressRegister
      let name = register.flatMap { rejection.pointerName($0) }.map { "`\($0)`" }
      var result = explained(
        isKey
          ? "\(name.map { "\($0), a map's key," } ?? "a map's key") is written; it may only be read"
          : name.map { "\($0) is written, and this program may only read it (\(captures[1]))" }
            ?? "memory is written that this program may only read (\(captures[1]))")
      result.register = register
      result.label = "\(rejection.failureLabel(of: nil)); \(name ?? "this memory") may only be read"
      if let register, let step = rejection.failingStep,
        case .instruction(let made) = rejection.trace.origin(of: register, before: step).definition,
        rejection.trace.steps[made].callee == "bpf_dynptr_slice"
      {
        result.advice =
          "take the slice with bpf_dynptr_slice_rdwr, and write it back with bpf_dynptr_write where that copied it"
      }
      return result
    }
    return nil
  }
}
