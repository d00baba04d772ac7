/// Pointers compared with numbers, by a load that may not see addresses.
public enum PointerComparisonExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1055", title: "a comparison that would tell a kernel address",
    why: """
      A load without CAP_PERFMON (before 5.8: CAP_SYS_ADMIN) may compare pointers only with NULL, and packet pointers with the packet's end: \
      any other comparison could find out an address bit by bit.
      """,
    fix: "compare the numbers that the pointers stand for (an index, an offset), or load with CAP_PERFMON",
    causes: [
      "two pointers into a map value or the stack are compared to end a loop: count with an index instead",
      "a pointer is compared with an error code",
      "the compiler turned an index loop into one that compares pointers: hide the index with an empty asm statement",
    ],
    repair: .init(
      before: "for (p = buffer; p < buffer + 16; p++)\n    sum += *p;",
      after: "for (i = 0; i < 16; i++)\n    sum += buffer[i];"),
    wordings: [
      .init(
        "5.4 and later", "%r pointer comparison prohibited",
        "a pointer is compared with something other than NULL, by a load without CAP_PERFMON")
    ],
    seeAlso: ["A1058", "A1059"],
    examples: [
      .init(
        "5.4 and later", ["R1 pointer comparison prohibited"],
        summary: "a pointer is compared with something other than NULL, by a load without CAP_PERFMON")
    ])

  /// A comparison of a pointer.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    if let name = result.register.flatMap({ rejection.name(of: $0) }) {
      result.summary = "`\(name)`, a pointer, is compared with something other than NULL, by a load without CAP_PERFMON"
    }
    return result
  }
}
