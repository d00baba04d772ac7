import Findings
import VerifierLog

/// An argument of a kernel function that is of a kind it cannot take.
public enum KernelFunctionArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1623", title: "a kernel function gets an argument of a kind that it cannot take",
    why: """
      What a kernel function takes follows from its prototype in the kernel's BTF and the suffixes of its parameters' \
      names. A pointer to a struct of numbers is memory; a pointer to any other struct is a kernel object of that very \
      type, whose pointer has to come typed from the kernel; a map, a function or a string are named as such.
      """,
    fix: "declare the kernel function as the kernel's BTF does (`bpftool btf dump`, vmlinux.h), and pass what it says",
    causes: [
      "A variable of the program's own is passed where a kernel object is wanted.",
      "The struct that is passed holds pointers: only structs of numbers can be passed as memory.",
      "A place in a map's value (a timer, a work item) is wanted, and the struct lies on the stack.",
      "A callback is wanted, and something else than a static function's name is passed.",
    ],
    seeAlso: ["A1605", "A1606", "A1621"],
    examples: [
      .init(
        "6.2 and later", ["arg#0 is fp expected STRUCT task_struct or socket"],
        path: ["5: (85) call bpf_task_acquire#71234"],
        summary:
          "bpf_task_acquire wants a typed pointer to a kernel object as argument 1 and gets a pointer to the stack"),
      .init(
        "7.2 and later", ["R1 is fp expected fp or socket"], path: ["5: (85) call bpf_task_acquire#71234"],
        summary:
          "bpf_task_acquire wants a typed pointer to a kernel object as argument 1 and gets a pointer to the stack"),
      .init(
        "7.2 and later, the end of a line only", ["expected fp or socket"],
        summary: "the call wants a typed pointer to a kernel object and gets something else"),
      .init(
        "6.1", ["arg#0 pointer type STRUCT bpf_dynptr_kern must be valid and initialized"],
        summary: "the call wants a dynptr that is initialised as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 pointer type STRUCT bpf_dynptr_kern not to stack"],
        summary: "the call wants a dynptr on the stack as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 pointer type STRUCT bpf_dynptr_kern points to unsupported dynamic pointer type"],
        summary: "the call wants a dynptr to local memory as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 BTF type must be a double pointer"],
        summary: "the call wants the address of a kptr as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 expected pointer to map value"],
        summary: "the call wants the address of a kptr in a map's value as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 must have constant offset"],
        summary: "the call wants the address of a kptr, at a constant offset as argument 1 and gets something else"),
      .init(
        "6.1", ["arg#0 no referenced kptr at map value offset=8"],
        summary: "the call wants the address of a kptr as argument 1 and gets something else"),
      .init(
        "5.15 and later", ["arg#1 pointer type STRUCT file must point to scalar, or struct with scalar"],
        path: ["5: (85) call bpf_kfunc#71234"],
        summary: "bpf_kfunc wants a pointer to the kernel's struct file as argument 2 and gets no typed pointer"),
      .init(
        "7.2 and later", ["R2 pointer type STRUCT file must point to void, scalar, or struct with scalar"],
        path: ["5: (85) call bpf_kfunc#71234"],
        summary: "bpf_kfunc wants a pointer to the kernel's struct file as argument 2 and gets no typed pointer"),
      .init(
        "5.13 and later", ["kernel function bpf_kfunc args#1 pointer type STRUCT file is not supported"],
        summary: "bpf_kfunc takes a pointer to STRUCT file as argument 2, which programs cannot pass"),
      .init(
        "7.2 and later", ["kernel function bpf_kfunc R2 pointer type STRUCT file is not supported"],
        summary: "bpf_kfunc takes a pointer to STRUCT file as argument 2, which programs cannot pass"),
      .init(
        "5.13 and later", ["Unrecognized arg#1 type FWD"], path: ["5: (85) call bpf_kfunc#71234"],
        summary: "bpf_kfunc gets an argument 2 of type FWD, which programs cannot pass"),
      .init(
        "7.2 and later", ["Unrecognized R2 type FWD"], path: ["5: (85) call bpf_kfunc#71234"],
        summary: "bpf_kfunc gets an argument 2 of type FWD, which programs cannot pass"),
      .init(
        "6.5 and later", ["arg#0 doesn't point to a map value"], path: ["5: (85) call bpf_wq_init#71234"],
        summary: "bpf_wq_init wants a place in a map's value as argument 1 and gets something else"),
      .init(
        "7.2 and later", ["R1 doesn't point to a map value"], path: ["5: (85) call bpf_wq_init#71234"],
        summary: "bpf_wq_init wants a place in a map's value as argument 1 and gets something else"),
      .init(
        "6.3 and later", ["arg2 expected pointer to func"], path: ["5: (85) call bpf_rbtree_add_impl#71234"],
        summary: "bpf_rbtree_add_impl wants a function of the program as argument 3 and gets something else"),
      .init(
        "7.2 and later", ["R3 expected pointer to func"], path: ["5: (85) call bpf_rbtree_add_impl#71234"],
        summary: "bpf_rbtree_add_impl wants a function of the program as argument 3 and gets something else"),
    ])

  /// What a message is about; each shape is there twice: arguments counted from 0, and registers (7.2 and later).
  private static let objects =
    shapes("is %w expected %s or socket") + [(MessageFormat("%r is %w expected STRUCT %w"), 0)]
  private static let memories = shapes("pointer type %w %w must point to ")
  private static let mapValues = shapes("doesn't point to a map value")
  private static let functions =
    shapes("expected pointer to func") + [(MessageFormat("arg%d expected pointer to func"), 1)]
  private static let unrecognised = [
    (MessageFormat("Unrecognized arg#%d type %w"), 1), (MessageFormat("Unrecognized %r type %w"), 0),
    (MessageFormat("Unrecognized %w type %w"), 0),
  ]
  private static let unsupported = [
    (MessageFormat("kernel function %w args#%d pointer type %w %w is not supported"), 1),
    (MessageFormat("kernel function %w %r pointer type %w %w is not supported"), 0),
    (MessageFormat("kernel function %w %w pointer type %w %w is not supported"), 0),
  ]
  /// What 6.1 says of dynptr and kptr arguments.
  private static let early: [(MessageFormat, String)] = [
    (MessageFormat("arg#%d pointer type %w %w must be valid and initialized"), "a dynptr that is initialised"),
    (MessageFormat("arg#%d pointer type %w %w not to stack"), "a dynptr on the stack"),
    (
      MessageFormat("arg#%d pointer type %w %w points to unsupported dynamic pointer type"),
      "a dynptr to local memory"
    ),
    (MessageFormat("arg#%d BTF type must be a double pointer"), "the address of a kptr"),
    (MessageFormat("arg#%d expected pointer to map value"), "the address of a kptr in a map's value"),
    (MessageFormat("arg#%d must have constant offset"), "the address of a kptr, at a constant offset"),
    (MessageFormat("arg#%d no referenced kptr at map value offset="), "the address of a kptr"),
  ]
  private static let objectAlone = MessageFormat("expected %s or socket")

  private static func shapes(_ rest: String) -> [(MessageFormat, Int)] {
    [(MessageFormat("arg#%d \(rest)"), 1), (MessageFormat("%r \(rest)"), 0)]
  }

  /// The first message of some shapes: its captures, and the register that capture `index` stands for.
  private static func find(
    _ shapes: [(MessageFormat, Int)], _ rejection: Rejection, at index: Int = 0
  ) -> (words: [Substring], register: Int?)? {
    for (format, offset) in shapes {
      guard let words = rejection.first(of: [format]) else { continue }
      let number = Int(words[index]).flatMap { (0...15).contains($0) ? $0 + offset : nil }
      return (words, number)
    }
    return nil
  }

  /// An argument of another kind.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // What was given back is no pointer any more.
    guard UseAfterReleaseExplanation.explain(rejection) == nil else { return nil }
    let callee = rejection.refusedCall?.callee ?? "the call"
    if let (words, register) = find(unsupported, rejection, at: 1), words[1] != "returns" {
      return tell(
        register,
        "\(words[0]) takes a pointer to \(words[2]) \(words[3]) as \(ordinal(register)), which programs cannot pass")
    }
    if let (words, register) = find(memories, rejection) {
      let wanted = "a pointer to the kernel's \(words[1] == "UNKNOWN" ? "type" : words[1].lowercased()) \(words[2])"
      return wants(rejection, callee, wanted, register, "no typed pointer")
    }
    if let (words, register) = find(unrecognised, rejection) {
      var told = tell(
        register, "\(callee) gets an \(ordinal(register)) of type \(words.last ?? "?"), which programs cannot pass")
      // 5.10 also says it of programs of which it refuses something else.
      told.isGeneral = true
      return told
    }
    if let (words, register) = find(objects, rejection) {
      return wants(
        rejection, callee, "a typed pointer to a kernel object", register, RefusedArgument.describe(String(words[1])))
    }
    if let (_, register) = find(mapValues, rejection) {
      return wants(rejection, callee, "a place in a map's value", register, "something else")
    }
    if let (_, register) = find(functions, rejection) {
      return wants(rejection, callee, "a function of the program", register, "something else")
    }
    for (format, wanted) in early where !rejection.messages.contains(where: { $0.hasSuffix("or allocated object") }) {
      guard let words = rejection.first(of: [format]) else { continue }
      let register = Int(words[0]).flatMap { (0...15).contains($0) ? $0 + 1 : nil }
      var explained = wants(rejection, callee, wanted, register, "something else")
      // Later kernels begin other messages so.
      explained.isGeneral = true
      return explained
    }
    guard rejection.first(of: [objectAlone]) != nil else { return nil }
    return explained("\(callee) wants a typed pointer to a kernel object and gets something else")
  }

  private static func ordinal(_ register: Int?) -> String { register.map { "argument \($0)" } ?? "argument" }

  private static func tell(_ register: Int?, _ summary: String) -> Explained {
    var explained = explained(summary)
    explained.register = register
    return explained
  }

  private static func wants(
    _ rejection: Rejection, _ callee: String, _ wanted: String, _ register: Int?, _ given: String
  ) -> Explained {
    let state = register.flatMap { register in
      rejection.failingStep.flatMap { rejection.trace.register(register, before: $0) }
    }
    let kind = state.map(ValueWords.describe) ?? given
    let text = register.flatMap { rejection.argumentText($0) }.map(RefusedArgument.withoutCasts)
    var explained = tell(
      register,
      "\(callee) wants \(wanted)\(register.map { " as argument \($0)" } ?? "") and gets \(text.map { "`\($0)`, " } ?? "")\(kind)"
    )
    explained.label = "\(ordinal(register)) has to be \(wanted)"
    return explained
  }
}
