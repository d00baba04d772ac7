import BPF
import BPFObject
import Findings
import VerifierLog

/// A number followed as if it were a pointer.
public enum NumberAsPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1250", title: "a number is followed as if it were a pointer",
    why: """
      The verifier lets a program follow only pointers whose target it knows. An address that comes from the kernel as a \
      plain number, from memory, or from arithmetic that is no pointer arithmetic, is a number to it, whatever the C type \
      says.
      """,
    fix:
      "read through an address with bpf_probe_read_kernel or BPF_CORE_READ (kernel) or bpf_probe_read_user (user space)",
    causes: [
      "an argument of a kprobe or a raw tracepoint is followed: `ctx->args[0]`, `PT_REGS_PARM1(ctx)`",
      "`task->real_parent->pid` of a task from bpf_get_current_task, which returns a number; bpf_get_current_task_btf "
        + "returns a pointer",
      "a pointer that was read with bpf_probe_read_kernel or BPF_CORE_READ is followed directly",
      "a pointer was kept in a map or a global variable and read back: its kind is not kept with it",
      "a pointer went through bit operations, a cast to 32 bits or a union",
      "user space's memory is followed: the address of a system call's buffer",
    ],
    repair: .init(
      before: """
        struct task_struct *task = (void *)bpf_get_current_task();

        parent = task->real_parent->tgid;
        """,
      after: """
        struct task_struct *task = (void *)bpf_get_current_task();

        parent = BPF_CORE_READ(task, real_parent, tgid);
        """),
    seeAlso: ["A1205", "A1209", "A1251", "A1252", "A1704"],
    examples: [
      .init(
        "5.18 to 7.3", ["R1 invalid mem access 'scalar'"],
        summary: "a number is followed as if it were a pointer"),
      .init(
        "5.4 to 5.17", ["R1 invalid mem access 'inv'"], summary: "a number is followed as if it were a pointer"),
      .init(
        "5.18 and later", ["R1 invalid mem access 'scalar'"],
        path: [
          "0: R1=ctx() R10=fp0", "0: (79) r1 = *(u64 *)(r1 +0)          ; R1_w=scalar()",
          "1: (79) r0 = *(u64 *)(r1 +0)",
        ],
        summary: "a number from the context is followed as if it were a pointer"),
    ])

  /// What none of the pages near it knows better.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let register = rejection.accessThroughNumber, NullUsedExplanation.explain(rejection) == nil,
      PacketChangedExplanation.explain(rejection) == nil, UsedAfterUnlockExplanation.explain(rejection) == nil,
      UseAfterReleaseExplanation.explain(rejection) == nil
    else { return nil }
    let name = rejection.pointerName(register).map { "`\($0)`" }
    let source = source(of: register, rejection)
    let number = source.map { "a number \($0.words)" } ?? "a number"
    var result = explained("\(name.map { "\($0), \(number)," } ?? number) is followed as if it were a pointer")
    result.register = register
    let isWrite = rejection.failingWrites ?? false
    result.label = rejection.failureLabel(of: nil) + "; \(name ?? "the address") is a number, not a pointer"
    if let source, source.isOwn {
      result.advice = source.advice
    } else if isWrite {
      result.advice =
        "write only through pointers that helpers, maps or the context give; a program may not write elsewhere"
    } else {
      result.advice = source?.advice ?? page.fix
    }
    return result
  }

  private struct Source {
    var words: String
    var advice: String?
    /// The program made it of a pointer: what it was is no foreign address.
    var isOwn = false
  }

  /// Where the number is from, as far as the path tells.
  private static func source(of register: Int, _ rejection: Rejection) -> Source? {
    guard let failing = rejection.failingStep else { return nil }
    let trace = rejection.trace
    var (register, before) = (register, failing)
    for _ in 0..<8 {
      let origin = trace.origin(of: register, before: before)
      guard case .instruction(let made) = origin.definition else {
        // What a call wrote to the stack, and was read back.
        if origin.register == nil { return stack(origin.definition, rejection) }
        return nil
      }
      switch trace.steps[made].instruction?.kind {
      case .arithmetic(let operation, let width, let destination, let operand):
        if let target = trace.register(Int(destination), before: made), target.kind != .scalar {
          return ofPointer(target, operation, width)
        }
        guard case .immediate = operand else { return nil }
        (register, before) = (Int(destination), made)
      case .load(_, _, _, let base, let offset):
        guard let from = trace.register(Int(base), before: made) else { return nil }
        return loaded(from, offset: Int(offset), rejection)
      case .call:
        guard origin.register == 0 else { return stack(origin.definition, rejection) }
        return returned(rejection.call(at: made)?.callee)
      case .move(_, _, .immediate), .loadImmediate: return Source(words: "set in the program", advice: nil)
      default: return nil
      }
    }
    return nil
  }

  /// What an operation leaves of a pointer: kernels before 5.x take it without a word.
  private static func ofPointer(
    _ pointer: RegisterState, _ operation: ArithmeticOperation, _ width: OperandWidth
  ) -> Source {
    let advice =
      pointer.kind == .context
      ? "read the context's fields directly, `ctx->field`: what is left of it after moving it is a number"
      : "calculate with the offset, a number, before it is added to the pointer: the pointer itself may only be moved"
    return Source(
      words: "left of \(noun(pointer.kind)) by `\(operation.symbol)`\(width == .bits32 ? " in 32 bits" : "")",
      advice: advice, isOwn: true)
  }

  private static func noun(_ kind: RegisterKind) -> String {
    switch kind {
    case .context: "the context"
    case .packet, .packetMeta: "a packet pointer"
    case .packetEnd: "the packet's end"
    case .mapValue: "a pointer into a map's value"
    case .framePointer: "a pointer to the stack"
    default: "a pointer"
    }
  }

  private static func loaded(_ from: RegisterState, offset: Int, _ rejection: Rejection) -> Source {
    switch from.kind {
    case .context: return Source(words: "from the context", advice: contextAdvice(rejection))
    case .mapValue:
      let advice =
        "a pointer that is kept in a map or a global variable comes back as a number: keep the key to look it up "
        + "again, read through it with bpf_probe_read_kernel, or keep it as a kptr"
      if let variable = rejection.globalVariable(at: from, plus: offset) {
        return Source(words: "from the global variable `\(variable.name)`", advice: advice)
      }
      return Source(words: from.map.map { "from the map \($0)" } ?? "from a map value", advice: advice)
    case .packet, .packetMeta: return Source(words: "from the packet", advice: nil)
    case .framePointer: return Source(words: "from the stack", advice: page.fix)
    case .btfPointer:
      return Source(words: from.typeName.map { "from struct \($0)" } ?? "from a kernel struct", advice: page.fix)
    default: return Source(words: "from memory", advice: page.fix)
    }
  }

  /// What a probe finds in its context are addresses of the side that it probes.
  private static func contextAdvice(_ rejection: Rejection) -> String? {
    let section = rejection.program?.section.drop { $0 == "?" } ?? ""
    let isOfUserSpace = [
      "uprobe", "uretprobe", "usdt", "ksyscall", "kretsyscall", "tp/syscalls", "tracepoint/syscalls",
    ]
    .contains { section.hasPrefix($0) }
    guard isOfUserSpace else { return page.fix }
    return "this is an address of user space: read through it with bpf_probe_read_user or bpf_probe_read_user_str"
  }

  private static func returned(_ callee: String?) -> Source? {
    guard let callee else { return nil }
    let words = "that \(callee) returned"
    if callee == "bpf_get_current_task" {
      return Source(
        words: words,
        advice: "use bpf_get_current_task_btf (5.11), which returns a pointer, or read with BPF_CORE_READ(task, ...)")
    }
    return Source(words: words, advice: nil)
  }

  /// A call filled the stack that the number was read from.
  private static func stack(_ definition: ValueDefinition, _ rejection: Rejection) -> Source? {
    let step: Int
    switch definition {
    case .instruction(let made), .perhaps(let made): step = made
    default: return nil
    }
    guard let callee = rejection.call(at: step)?.callee else { return nil }
    return Source(
      words: "that \(callee) read",
      advice: "read through it with another bpf_probe_read_kernel, or all at once with BPF_CORE_READ(a, b, c)")
  }
}
