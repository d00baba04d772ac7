import Findings

/// A format string that the kernel does not know.
public enum FormatStringExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1612", title: "a format string that the kernel's printing does not know",
    why: """
      bpf_snprintf's format is read while the program is verified. The kernel prints integers (%d %i %u %x %X, with l or \
      ll), pointers (%p, %px, %pK, %ps, %pS, %pB, %pi4, %pI4, %pi6, %pI6, %pks, %pus), strings (%s) and single characters \
      (%c, 5.15), and takes as many conversions as arguments are passed. No floating point, no \
      %n, and only ASCII.
      """,
    fix: "use conversions that the kernel knows, one for each 8-byte argument that is passed",
    causes: [
      "%f or %e: the kernel has no floating point; print whole and remainder.",
      "%z, %h or %j: cast to an 8-byte number and print with %llu.",
      "There are more conversions than arguments: the size of the data array is 8 bytes for each.",
      "The text has bytes that are not ASCII.",
    ],
    repair: .init(
      before: "static const char format[] = \"%f ms\";", after: "static const char format[] = \"%llu ms\";"),
    seeAlso: ["A1611"],
    examples: [
      .init(
        "5.13 and later", ["Invalid format string"], summary: "bpf_snprintf gets a format that the kernel does not know"
      ),
      .init(
        "5.13 and later", ["failed to retrieve map value address"],
        summary: "bpf_snprintf gets a format that the verifier cannot read"),
    ])

  private static let format = MessageFormat("Invalid format string")
  private static let address = MessageFormat("failed to retrieve map value address")

  /// A format.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let isInvalid = rejection.first(of: [format]) != nil
    guard isInvalid || rejection.first(of: [address]) != nil else { return nil }
    let callee = rejection.refusedCall?.callee ?? "bpf_snprintf"
    var explained = explained(
      "\(callee) gets a format that the \(isInvalid ? "kernel does not know" : "verifier cannot read")")
    if let text = rejection.argumentText(3).map(RefusedArgument.withoutCasts) {
      explained.fixPlace = rejection.variablePlace(text, "this is the format")
    }
    return explained
  }
}
