import BPFObject
import Findings
import VerifierLog

/// An argument that a global function's declaration does not allow.
public enum GlobalArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1641", title: "an argument that the called function's declaration does not promise",
    why: """
      A function that is not static is verified once, by itself, and all that it may assume of its arguments is what its \
      declaration says: a number is any number, a pointer to a struct is that many bytes or NULL, `struct __sk_buff *` or \
      the like is the context. Each call has to hand over what fits. A static function is verified anew at each call, with \
      what the caller really passes.
      """,
    fix:
      "declare the function static, or make its parameters say what is passed: sizes, __arg_ctx, __arg_nonnull, __arg_trusted",
    causes: [
      "A pointer to a smaller or another variable is passed than the parameter's type says.",
      "A pointer is passed as a number (`__u64`), or a number as a pointer.",
      "The parameter is the context and something else is passed, or the other way round.",
      "A pointer that may be NULL is passed for a parameter that is marked __arg_nonnull.",
      "A pointer to a kernel object or a packet is passed: without a tag only plain memory can be.",
    ],
    repair: .init(
      before: "__noinline int parse(struct task_struct *task)",
      after: "static __noinline int parse(struct task_struct *task)"),
    seeAlso: ["A1602", "A1603"],
    examples: [
      .init(
        "6.8 and later", ["R1 is not a scalar", "Caller passes invalid args into func#1 ('sum')"],
        summary: "`sum` wants a number as argument 1 and gets a pointer"),
      .init(
        "5.6 to 6.7", ["arg#0 expected pointer to ctx, but got fp", "Caller passes invalid args into func#1"],
        summary: "the function wants the context as argument 1 and gets a pointer to the stack"),
      .init(
        "6.8 and later", ["arg#1 is expected to be non-NULL", "Caller passes invalid args into func#2 ('sum')"],
        summary: "`sum` wants a pointer that is not NULL as argument 2 and gets one that may be"),
      .init(
        "6.9 and later",
        ["R1 is not a pointer to arena or scalar.", "Caller passes invalid args into func#2 ('sum')"],
        summary: "`sum` wants an arena pointer as argument 1 and gets another pointer"),
      .init(
        "5.6 and later",
        [
          "invalid access to memory, mem_size=4 off=0 size=8", "R1 min value is outside of the allowed memory range",
          "Caller passes invalid args into func#1 ('sum')",
        ], summary: "`sum` takes a pointer to 8 bytes, and what is passed does not lead to so many"),
      .init(
        "5.6 and later", ["Caller passes invalid args into func#1 ('sum')"],
        summary: "`sum` gets an argument that its declaration does not allow"),
      .init(
        "5.10 to 6.7", ["reg type unsupported for arg#0 function sum#12"],
        summary: "`sum` gets an argument 1 of a kind that it cannot take"),
    ])

  private static let caller = [
    MessageFormat("Caller passes invalid args into func#%d ('%w')"),
    MessageFormat("Caller passes invalid args into func#%d"),
  ]
  private static let unsupported = MessageFormat("reg type unsupported for arg#%d %sfunction %w#%d")
  /// What a message says of one argument.
  private struct Detail {
    /// The message's shape.
    let format: MessageFormat
    /// Whether it counts arguments from 0; else it names a register.
    var isFromZero = false
    /// What the declaration promises.
    let wanted: String
    /// What is passed, where the call's state does not tell; nil where the message does.
    let given: String?
    /// What to change.
    let advice: String
  }

  private static let toContext = "pass the program's context, or give the parameter another type"
  private static let toNumber = "pass a number, declare the parameter a pointer, or declare the function static"
  private static let toChecked = "check the pointer for NULL before the call, or take __arg_nonnull from the parameter"
  private static let details: [Detail] = [
    Detail(format: MessageFormat("%r is not a scalar"), wanted: "a number", given: "a pointer", advice: toNumber),
    Detail(
      format: MessageFormat("arg#%d expected pointer to ctx, but got %w"), isFromZero: true, wanted: "the context",
      given: nil, advice: toContext),
    Detail(
      format: MessageFormat("%r expected pointer to ctx, but got %w"), wanted: "the context", given: nil,
      advice: toContext),
    Detail(
      format: MessageFormat("arg#%d expects pointer to ctx"), isFromZero: true, wanted: "the context",
      given: "something else", advice: toContext),
    Detail(
      format: MessageFormat("%r expects pointer to ctx"), wanted: "the context", given: "something else",
      advice: toContext),
    Detail(
      format: MessageFormat("arg#%d is expected to be non-NULL"), isFromZero: true,
      wanted: "a pointer that is not NULL",
      given: "one that may be", advice: toChecked),
    Detail(
      format: MessageFormat("%r is expected to be non-NULL"), wanted: "a pointer that is not NULL",
      given: "one that may be", advice: toChecked),
    Detail(
      format: MessageFormat("%r is not a pointer to arena or scalar"), wanted: "an arena pointer",
      given: "another pointer", advice: "pass a pointer into the arena, or take __arg_arena from the parameter"),
  ]
  /// How many bytes the declaration promises of what a pointer leads to.
  private static let sizes = [
    MessageFormat("invalid %w to stack %r off=%d size=%d"), MessageFormat("invalid %w from stack %r off=%d size=%d"),
    MessageFormat("invalid indirect access to stack %r off=%d size=%d"),
    MessageFormat("invalid access to map value, value_size=%d off=%d size=%d"),
    MessageFormat("invalid access to memory, mem_size=%d off=%d size=%d"),
    MessageFormat("invalid access to packet, off=%d size=%d"),
  ]

  /// What only a function of the program's own is refused with, the line about the caller or not.
  private static let certain = [
    MessageFormat("arg#%d expects pointer to ctx"), MessageFormat("%r expects pointer to ctx"),
    MessageFormat("arg#%d is expected to be non-NULL"), MessageFormat("%r is expected to be non-NULL"),
    MessageFormat("%r is not a pointer to arena or scalar"),
  ]

  /// The function of the program's own that a block of messages is about; nil when it is about none.
  static func function(_ rejection: Rejection) -> String? {
    guard let words = rejection.first(of: caller) else { return nil }
    if words.count > 1 { return String(words[1]) }
    if let index = Int(words[0]), let program = rejection.program, program.subprograms.indices.contains(index) {
      return program.subprograms[index].name
    }
    return rejection.refusedCall?.callee ?? ""
  }

  /// Pages about declarations that no argument fits.
  private static let declarations: [any Explanation.Type] = [
    GlobalSignatureExplanation.self, ArgumentCountExplanation.self, ArgumentTagExplanation.self,
    ContextArgumentExplanation.self, UnknownArgumentTypeExplanation.self,
  ]

  /// An argument at a call.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let words = rejection.first(of: [unsupported]), let index = Int(words[0]), index < 16 {
      var explained = explained("`\(words[2])` gets an argument \(index + 1) of a kind that it cannot take")
      explained.register = index + 1
      explained.fixPlace = rejection.declaration(String(words[2]), "its declaration says what may be passed")
      // Up to 6.7 kernels say it of static functions, too, and go on.
      explained.isGeneral = true
      return explained
    }
    let named = function(rejection)
    guard let function = named ?? (rejection.first(of: certain) == nil ? nil : "") else { return nil }
    // The declaration itself is refused, whatever is passed: other pages'.
    if declarations.contains(where: { $0.explain(rejection).map { !$0.isGeneral } ?? false }) { return nil }
    let callee = function.isEmpty ? "the function" : "`\(function)`"
    var explained = explained("\(callee) gets an argument that its declaration does not allow")
    if let detail = details.first(where: { rejection.first(of: [$0.format]) != nil }) {
      tell(detail, callee, rejection, in: &explained)
    } else if let words = rejection.first(of: sizes), let size = words.last {
      let register = rejection.subjectRegister ?? 0
      let name = (1...5).contains(register) ? rejection.argumentText(register).map { "`\($0)`" } : nil
      explained.summary =
        "\(callee) takes a pointer to \(size) bytes, and \(name ?? "what is passed") does not lead to so many"
      explained.advice = "pass a variable of the parameter's type, or declare the function static"
      if (1...5).contains(register) { explained.register = register }
    }
    explained.isGeneral = named == nil
    explained.fixPlace = rejection.declaration(
      function, "not static: verified by itself, with what this declaration promises")
    return explained
  }

  private static func tell(_ detail: Detail, _ callee: String, _ rejection: Rejection, in explained: inout Explained) {
    guard let words = rejection.first(of: [detail.format]), let number = Int(words[0]), number < 16 else { return }
    let register = detail.isFromZero ? number + 1 : number
    let state = rejection.failingStep.flatMap { rejection.trace.register(register, before: $0) }
    let passed = detail.given.map { state.map(ValueWords.describe) ?? $0 } ?? RefusedArgument.describe(String(words[1]))
    let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
    explained.summary = "\(callee) wants \(detail.wanted) as argument \(register) and gets \(name)\(passed)"
    explained.register = register
    explained.label = "argument \(register) has to be \(detail.wanted)"
    explained.advice = detail.advice
  }
}
