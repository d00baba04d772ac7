/// Two pointers added, multiplied, masked with each other.
public enum TwoPointersExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1054", title: "two pointers are put together by something other than a subtraction",
    why: """
      The sum of two addresses points to nothing. The difference of two pointers is the only result that two pointers have, \
      and it is a number (of which nothing is known) that only a load with CAP_PERFMON may compute.
      """,
    fix: "add a number to the pointer: subtract the pointers first, or read the offset from where it is stored",
    causes: [
      "an offset was meant, and its address or the pointer that holds it was added: `data + hdr` for `data + *len`",
      "a value was never loaded: `base + ctx->data` where data is a pointer",
      "a load without CAP_PERFMON computes `end - start`",
    ],
    repair: .init(before: "next = data + (long)hdr;", after: "next = data + hdr->length;"),
    wordings: [
      .init("5.4 and later", "%r pointer %w pointer prohibited", "two pointers are put together by {1}")
    ],
    seeAlso: ["A1051", "A1053"],
    examples: [
      .init(
        "5.4 and later", ["R2 pointer += pointer prohibited"], summary: "two pointers are put together by +="),
      .init(
        "5.4 and later, without CAP_PERFMON", ["R3 pointer -= pointer prohibited"],
        summary: "two pointers are put together by -="),
    ])

  /// Two pointers and an operator.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    guard let (destination, source) = rejection.refusedArithmetic, let source else { return result }
    let names = [destination, source].map { rejection.name(of: $0) }
    if let left = names[0], let right = names[1], left != right {
      result.summary = result.summary.replacing("two pointers", with: "`\(left)` and `\(right)`, both pointers,")
    }
    result.register = source
    result.label = "both sides are pointers here"
    return result
  }
}
