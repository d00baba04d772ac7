import BPF
import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// An instruction that the kernel does not know, most often since it is newer than the kernel.
public enum UnknownInstructionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1804", title: "an instruction that this kernel does not know",
    why: """
      The instruction set grows: atomic operations that return the old value came with 5.12 (clang's -mcpu=v3), sign-extending \
      loads and moves, signed division, byte swaps and long jumps with 6.6 (-mcpu=v4), may_goto and arena casts with 6.9, \
      load-acquire and store-release with 6.15. A kernel that does not know one says that its fields or its opcode are wrong.
      """,
    fix:
      "compile for an older instruction set (`-mcpu=v2` before 5.12, `-mcpu=v3` before 6.6), or require a newer kernel",
    causes: [
      "`__sync_fetch_and_add` whose result is used, `__sync_val_compare_and_swap` or `__sync_lock_test_and_set`, on a kernel "
        + "before 5.12; clang 20 and later take -mcpu=v3 by default",
      "-mcpu=v4 or a newer compiler's default, on a kernel before 6.6",
      "a kernel function is called on a kernel before 5.13, or one of a module before 5.16",
      "may_goto, `cond_break` or an arena pointer on a kernel before 6.9",
      "a generator sets a field that has to be zero",
    ],
    repair: .init(
      before: "clang -target bpf -O2 -g -mcpu=v3 -c counter.bpf.c",
      after: "clang -target bpf -O2 -g -mcpu=v2 -c counter.bpf.c"),
    wordings: reserved.map { .init("5.4 and later", $0, "an instruction with fields that this kernel does not know") }
      + opcodes.map { .init("5.4 and later", $0.format, $0.summary) },
    seeAlso: ["A1806"],
    examples: [
      .init(
        "5.4 to 5.11", ["BPF_STX uses reserved fields"],
        summary: "an atomic operation that this kernel does not know"),
      .init(
        "5.4 to 5.11", ["BPF_XADD uses reserved fields"],
        summary: "an atomic operation that this kernel does not know"),
      .init(
        "5.4 to 6.5", ["BPF_LDX uses reserved fields"],
        summary: "a load with fields that this kernel does not know"),
      .init(
        "5.4 to 6.5", ["BPF_MOV uses reserved fields"],
        summary: "a move with fields that this kernel does not know"),
      .init(
        "5.4 to 6.5", ["BPF_ALU uses reserved fields"],
        summary: "arithmetic with fields that this kernel does not know"),
      .init(
        "5.4 to 6.5", ["BPF_END uses reserved fields"],
        summary: "a byte swap with fields that this kernel does not know"),
      .init("any", ["BPF_NEG uses reserved fields"], summary: "a negation with fields that this kernel does not know"),
      .init("any", ["BPF_ST uses reserved fields"], summary: "a store with fields that this kernel does not know"),
      .init(
        "5.4 to 5.12", ["BPF_CALL uses reserved fields"], summary: "a call with fields that this kernel does not know"),
      .init("any", ["BPF_EXIT uses reserved fields"], summary: "an exit with fields that this kernel does not know"),
      .init(
        "5.4 to 6.5", ["BPF_JA uses reserved fields"], summary: "a jump with fields that this kernel does not know"),
      .init(
        "7.0 and later", ["BPF_JA|BPF_X uses reserved fields"],
        summary: "a jump with fields that this kernel does not know"
      ),
      .init(
        "any", ["BPF_JMP/JMP32 uses reserved fields"],
        summary: "a conditional jump with fields that this kernel does not know"),
      .init(
        "5.0 and before", ["BPF_JMP uses reserved fields"],
        summary: "a conditional jump with fields that this kernel does not know"),
      .init(
        "any", ["BPF_LD_[ABS|IND] uses reserved fields"],
        summary: "a packet load with fields that this kernel does not know"),
      .init("5.4 and later", ["unknown opcode c3"], summary: "the opcode c3, which this kernel does not know"),
      .init("5.4 and later", ["invalid BPF_ALU opcode f7"], summary: "the opcode f7, which this kernel does not know"),
      .init(
        "5.4 and later", ["invalid BPF_JMP/JMP32 opcode e5"], summary: "the opcode e5, which this kernel does not know"),
      .init("5.0 and before", ["invalid BPF_JMP opcode 16"], summary: "the opcode 16, which this kernel does not know"),
      .init(
        "5.0 and before", ["unknown insn class 6"], summary: "the instruction class 6, which this kernel does not know"),
      .init("any", ["invalid BPF_LD mode"], summary: "a load of a mode that this kernel does not know"),
      .init(
        "6.9 and later", ["invalid may_goto imm 4"], summary: "a may_goto with fields that this kernel does not know"),
      .init(
        "6.9 and later", ["invalid may_goto off 2 imm 4"],
        summary: "a may_goto with fields that this kernel does not know"),
    ])

  private static let reserved = [
    "BPF_%w uses reserved fields", "BPF_LD_[ABS|IND] uses reserved fields", "invalid may_goto imm %d",
    "invalid may_goto off %d imm %d",
  ]
  private static let opcodes: [(format: String, summary: String)] = [
    ("unknown opcode %w", "the opcode {0}, which this kernel does not know"),
    ("invalid BPF_ALU opcode %w", "the opcode {0}, which this kernel does not know"),
    ("invalid BPF_JMP/JMP32 opcode %w", "the opcode {0}, which this kernel does not know"),
    ("invalid BPF_JMP opcode %w", "the opcode {0}, which this kernel does not know"),
    ("unknown insn class %d", "the instruction class {0}, which this kernel does not know"),
    ("invalid BPF_LD mode", "a load of a mode that this kernel does not know"),
  ]
  private static let nouns = [
    "BPF_STX": "an atomic operation that", "BPF_XADD": "an atomic operation that", "BPF_LDX": "a load with fields that",
    "BPF_MOV": "a move with fields that", "BPF_ALU": "arithmetic with fields that",
    "BPF_END": "a byte swap with fields that", "BPF_NEG": "a negation with fields that",
    "BPF_ST": "a store with fields that", "BPF_CALL": "a call with fields that", "BPF_EXIT": "an exit with fields that",
    "BPF_JA": "a jump with fields that", "BPF_JA|BPF_X": "a jump with fields that",
    "BPF_JMP/JMP32": "a conditional jump with fields that", "BPF_JMP": "a conditional jump with fields that",
    "BPF_LD_[ABS|IND]": "a packet load with fields that",
  ]

  /// An instruction that is none here. `BPF_LD_IMM64` has a page of its own.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let summary = summary(message) else { continue }
      var result = explained(summary)
      tell(message, rejection, &result)
      return result
    }
    return nil
  }

  private static func summary(_ message: String) -> String? {
    if let end = message.firstRange(of: " uses reserved fields")?.lowerBound, let noun = nouns[String(message[..<end])]
    {
      return "\(noun) this kernel does not know"
    }
    if message.hasPrefix("invalid may_goto ") { return "a may_goto with fields that this kernel does not know" }
    for (format, summary) in opcodes {
      guard let words = MessageFormat(format).match(message) else { continue }
      return words.first.map { summary.replacing("{0}", with: $0) } ?? summary
    }
    return nil
  }

  /// Names the instruction: the failing one where there is a path, else the program's first that is newer than the kernel
  /// and of the message's kind.
  private static func tell(_ message: String, _ rejection: Rejection, _ result: inout Explained) {
    let family = InstructionFamily(message)
    let slot =
      rejection.failingStep.map { rejection.trace.steps[$0].slot }
      ?? rejection.slot { instruction in
        guard let novelty = InstructionNovelty(instruction) else { return false }
        return family.map { $0 == novelty.family } ?? true
          && rejection.kernel.map { $0 < novelty.since } ?? true
      }
    guard let slot, let program = rejection.program, let index = program.slots.instruction(atSlot: slot),
      program.instructions.indices.contains(index)
    else { return }
    result.primary = rejection.span(ofSlot: slot, "this becomes the instruction")
    guard let novelty = InstructionNovelty(program.instructions[index]),
      rejection.kernel.map({ $0 < novelty.since }) ?? true
    else { return }
    result.summary = "\(novelty.noun), which kernels have since \(novelty.since)"
    result.primary = rejection.span(ofSlot: slot, "this becomes \(novelty.noun)")
    result.advice = novelty.advice
  }
}
