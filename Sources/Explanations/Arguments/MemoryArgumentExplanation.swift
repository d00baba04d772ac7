import VerifierLog

/// Memory and its length, passed to a kernel function, that do not fit each other.
public enum MemoryArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1622", title: "memory and its length, passed to a kernel function, do not fit each other",
    why: """
      A kernel function with a buffer takes it as a pair: the pointer, and how many bytes it may use. All of these bytes \
      have to be the program's, readable and (for the function to fill) writable. A pointer to a struct stands for that \
      struct's size.
      """,
    fix: "pass the buffer's own size (sizeof), or bound the length by it before the call",
    causes: [
      "The length is larger than the buffer, or nothing bounds it.",
      "The buffer is packet data or a kernel object instead of memory of the program's.",
      "The variable is smaller than the struct that the function's parameter points to.",
      "The bytes on the stack were never written (before 6.3).",
    ],
    repair: .init(
      before: "char name[16];\nbpf_copy_from_user_str(name, 64, user, 0);",
      after: "char name[16];\nbpf_copy_from_user_str(name, sizeof(name), user, 0);"),
    seeAlso: ["A1601", "A1602"],
    examples: [
      .init(
        "5.15 and later",
        ["invalid write to stack R1 off=-16 size=64", "arg#0 arg#1 memory, len pair leads to invalid memory access"],
        path: ["5: (85) call bpf_copy_from_user_str#71234"],
        summary: "bpf_copy_from_user_str gets memory as argument 1 that is not as long as argument 2 says"),
      .init(
        "7.1 and later", ["R1 and R2 memory, len pair leads to invalid memory access"],
        path: ["5: (85) call bpf_copy_from_user_str#71234"],
        summary: "bpf_copy_from_user_str gets memory as argument 1 that is not as long as argument 2 says"),
      .init(
        "7.1 and later", ["R1 memory, len pair leads to invalid memory access"],
        summary: "the call gets memory as argument 1 that is not as long as argument 2 says"),
      .init(
        "6.2 and later", ["arg#0 reference type('UNKNOWN ') size cannot be determined: -22"],
        summary: "argument 1 points to a type whose size is not known"),
      .init(
        "7.2 and later", ["R1 reference type('FWD file') size cannot be determined: -22"],
        summary: "argument 1 points to a type whose size is not known"),
      .init(
        "7.2 and later", ["R1 memory size 4294967295 is too large"],
        summary: "argument 1 is memory of 4294967295 bytes, which is too large"),
    ])

  private static let pairs = [
    MessageFormat("arg#%d arg#%d memory, len pair leads"), MessageFormat("%r and %r memory, len pair leads"),
    MessageFormat("%r memory, len pair leads"),
  ]
  private static let unsized = [
    MessageFormat("arg#%d reference type('%s') size cannot be determined"),
    MessageFormat("%r reference type('%s') size cannot be determined"),
  ]
  private static let large = MessageFormat("%r memory size %d is too large")

  /// A buffer that does not fit.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let callee = rejection.refusedCall?.callee ?? "the call"
    for (index, format) in pairs.enumerated() {
      guard let words = rejection.first(of: [format]), let number = Int(words[0]), number < 16 else { continue }
      let register = index == 0 ? number + 1 : number
      let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`" }
      let length = rejection.argumentText(register + 1).map { "`\(RefusedArgument.withoutCasts($0))`" }
      var explained = explained(
        "\(callee) gets \(name ?? "memory as argument \(register)") that is not as long as "
          + "\(length ?? "argument \(register + 1)") says")
      if let name {
        explained.summary = "\(name), passed to \(callee), is not as long as \(length ?? "its length") says"
      }
      explained.register = register
      explained.label = "arguments \(register) and \(register + 1) have to be memory and its length"
      return explained
    }
    if let words = rejection.first(of: [large]), let register = Int(words[0]) {
      var explained = explained("argument \(register) is memory of \(words[1]) bytes, which is too large")
      explained.register = register
      return explained
    }
    // Kernels print it for every argument of a function that is not global in their sense, too: noise beside others.
    // Of a global function that is verified by itself it is no argument of a call.
    for (index, format) in unsized.enumerated() where rejection.digest.globalFunction == nil {
      guard let number = rejection.first(of: [format]).flatMap({ Int($0[0]) }), number < 16 else { continue }
      let register = index == 0 ? number + 1 : number
      var explained = explained(
        "argument \(register) points to a type whose size is not known",
        advice: "let the parameter point to a type that is defined (not only declared) in the object")
      explained.register = register
      explained.isGeneral = true
      return explained
    }
    return nil
  }
}
