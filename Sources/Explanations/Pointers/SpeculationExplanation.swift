/// Pointer arithmetic that a processor's guesses could misuse, in a load that is not trusted with addresses.
public enum SpeculationExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1059", title: "pointer arithmetic that only a load with CAP_PERFMON may do",
    why: """
      A processor runs ahead past bounds checks on a guess, and what it then touches can be measured (Spectre variant 1). \
      In a load without CAP_PERFMON (before 5.8: CAP_SYS_ADMIN) the verifier therefore masks each offset that is added to a pointer, and \
      refuses what it cannot mask: an offset that may have either sign, one that differs between paths that meet, one \
      that would leave the map value or the stack.
      """,
    fix: "load with CAP_PERFMON; without it, use an unsigned index that is bounded by a mask just before it is used",
    causes: [
      "a signed index, or one that comes from two branches, is added to a pointer",
      "one instruction moves pointers of different maps, since two branches meet before it",
      "a stack array is indexed by a variable",
    ],
    repair: .init(
      before: "int i = value->index;\nsum = value->slots[i];",
      after: "__u32 i = value->index & 15;\nsum = value->slots[i];"),
    wordings: [
      .init(
        "5.12 and later", "%r has unknown scalar with mixed signed bounds",
        "a pointer is moved by a number that may have either sign, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "%r has pointer with unsupported alu operation",
        "a pointer is moved in a way that cannot be masked, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "%r tried to %w from different maps, paths or scalars",
        "one instruction moves different pointers or by different numbers, by a load without CAP_PERFMON"),
      .init(
        "5.4 to 5.11", "%r tried to %w from different maps or paths",
        "one instruction moves different pointers or by different numbers, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "%r tried to %w beyond pointer bounds",
        "a pointer is moved out of what it points to, by a load without CAP_PERFMON"),
      .init(
        "5.13 and later", "%r could not be pushed for speculative verification",
        "the verifier has no room left to walk the path that a processor might guess, in a load without CAP_PERFMON"),
      .init(
        "5.4 and later", "%r pointer arithmetic of map value goes out of range, prohibited for !root",
        "a map value pointer is moved out of the value, by a load without CAP_PERFMON"),
      .init(
        "5.4 and later", "%r stack pointer arithmetic goes out of range, prohibited for !root; off=%d",
        "a stack pointer is moved to offset {1}, out of the stack, by a load without CAP_PERFMON"),
      .init(
        "5.4 and later", "%r variable stack access prohibited for !root",
        "a stack pointer is moved by a variable number, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "%r variable offset stack access prohibited for !root",
        "a stack array is used at a variable place, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "%r%svariable offset stack access prohibited for !root",
        "a stack array is handed to a helper at a variable place, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "spilled ptr in range of var-offset stack write",
        "a write at a variable place of the stack could change a pointer kept there, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", "uninit stack in range of var-offset write prohibited for !root",
        "a write at a variable place of the stack reaches bytes that were never set, by a load without CAP_PERFMON"),
    ],
    seeAlso: ["A1005", "A1055", "A1058"],
    examples: [
      .init(
        "5.12 and later",
        ["R1 has unknown scalar with mixed signed bounds, pointer arithmetic with it prohibited for !root"],
        summary: "a pointer is moved by a number that may have either sign, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later",
        ["R2 has pointer with unsupported alu operation, pointer arithmetic with it prohibited for !root"],
        summary: "a pointer is moved in a way that cannot be masked, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later",
        [
          "R2 tried to add from different maps, paths or scalars, pointer arithmetic with it prohibited for !root"
        ],
        summary: "one instruction moves different pointers or by different numbers, by a load without CAP_PERFMON"),
      .init(
        "5.4 to 5.11",
        ["R2 tried to sub from different maps or paths, pointer arithmetic with it prohibited for !root"],
        summary: "one instruction moves different pointers or by different numbers, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later",
        ["R2 tried to add beyond pointer bounds, pointer arithmetic with it prohibited for !root"],
        summary: "a pointer is moved out of what it points to, by a load without CAP_PERFMON"),
      .init(
        "5.13 and later",
        [
          "R2 could not be pushed for speculative verification, pointer arithmetic with it prohibited for !root"
        ],
        summary:
          "the verifier has no room left to walk the path that a processor might guess, in a load without CAP_PERFMON"),
      .init(
        "5.4 and later", ["R0 pointer arithmetic of map value goes out of range, prohibited for !root"],
        summary: "a map value pointer is moved out of the value, by a load without CAP_PERFMON"),
      .init(
        "5.4 and later", ["R2 stack pointer arithmetic goes out of range, prohibited for !root; off=-520"],
        summary: "a stack pointer is moved to offset -520, out of the stack, by a load without CAP_PERFMON"),
      .init(
        "5.4 and later", ["R2 variable stack access prohibited for !root, var_off=(0xfffffffffffffff0; 0x4) off=-16"],
        summary: "a stack pointer is moved by a variable number, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", ["R2 variable offset stack access prohibited for !root, var_off=(0xfffffffffffffff0; 0x4)"],
        summary: "a stack array is used at a variable place, by a load without CAP_PERFMON"),
      .init(
        "5.12 to 6.12",
        ["R2 indirect variable offset stack access prohibited for !root, var_off=(0xfffffffffffffff0; 0x4)"],
        summary: "a stack array is handed to a helper at a variable place, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", ["spilled ptr in range of var-offset stack write; insn 12, ptr off: -8"],
        summary:
          "a write at a variable place of the stack could change a pointer kept there, by a load without CAP_PERFMON"),
      .init(
        "5.12 and later", ["uninit stack in range of var-offset write prohibited for !root; insn 12, off: -16"],
        summary:
          "a write at a variable place of the stack reaches bytes that were never set, by a load without CAP_PERFMON"),
    ])

  /// An offset that cannot be masked.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    if let register = rejection.movingRegister { result.register = register }
    if result.summary.contains("stack") {
      result.tellStackVariable(of: rejection)
      result.advice = "load with CAP_PERFMON; without it, put a table into a map or a `static const volatile` array"
    }
    return result
  }
}
