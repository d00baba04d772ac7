import KernelFacts

/// One frame of more than 512 bytes.
public enum StackFrameExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1001", title: "more than 512 bytes of stack in one function",
    why: """
      The kernel gives a BPF function at most 512 bytes of stack (MAX_BPF_STACK), whatever its type. clang refuses a larger \
      frame by itself unless it is told another limit.
      """,
    fix:
      "move the function's largest variables into a per-CPU array map, or reserve them in the ring buffer they go to",
    examples: [
      .init(
        "5.4 to 5.11", ["invalid stack off=-520 size=8"],
        summary: "at least 520 bytes of stack in one function; the limit is 512"),
      .init(
        "5.12 and later", ["invalid write to stack R10 off=-520 size=8"],
        summary: "at least 520 bytes of stack in one function; the limit is 512"),
      .init(
        "5.12 and later", ["invalid read from stack R2 off=-600 size=4"],
        summary: "at least 600 bytes of stack in one function; the limit is 512"),
      .init(
        "5.4 to 5.11", ["invalid stack type R2 off=-576 access_size=560"],
        summary: "at least 576 bytes of stack in one function; the limit is 512"),
      .init(
        "5.12 to 6.11", ["invalid indirect access to stack R2 off=-576 size=560"],
        summary: "at least 576 bytes of stack in one function; the limit is 512"),
      .init(
        "6.12 and later", ["stack size of subprog 2 is 544. Too large"],
        summary: "544 bytes of stack in subprogram 2; the limit is 512"),
      .init(
        "6.10 and later", ["stack size 512(extra 16) is too large"],
        summary: "528 bytes of stack in one function, 16 of them the kernel's own; the limit is 512"),
    ])

  private static let subprogram = MessageFormat("stack size of subprog %d is %d. Too large")
  private static let extra = MessageFormat("stack size %d(extra %d) is too large")

  /// A frame that reaches too far.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let limit = KernelLimits.stackBytes
    for message in rejection.messages {
      if let access = StackAccess(message), access.offset < -limit {
        return explained("at least \(access.offset.magnitude) bytes of stack in one function; the limit is \(limit)")
      }
      if let numbers = subprogram.numbers(message) {
        return explained("\(numbers[1]) bytes of stack in subprogram \(numbers[0]); the limit is \(limit)")
      }
      if let numbers = extra.numbers(message) {
        let sum = numbers[0].addingReportingOverflow(numbers[1])
        guard !sum.overflow else { continue }
        return explained(
          "\(sum.partialValue) bytes of stack in one function, \(numbers[1]) of them the kernel's own; "
            + "the limit is \(limit)")
      }
    }
    return nil
  }
}
