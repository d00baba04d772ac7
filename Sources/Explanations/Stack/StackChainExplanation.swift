import KernelFacts

/// Frames of a call chain that together take more than 512 bytes.
public enum StackChainExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1002", title: "more than 512 bytes of stack along one call chain",
    why: """
      The frames of a call chain share 512 bytes; each counts rounded up, to 32 bytes up to 6.1 and to 16 bytes from 6.12 \
      with the JIT. Since 6.13 on x86-64 each frame of 64 bytes or more of a program that watches the kernel (kprobe, \
      tracepoint, raw_tracepoint, perf_event, and tracing programs that cannot interrupt themselves) has a stack of its \
      own, unless a subprogram tail-calls; XDP, tc and cgroup programs still share.
      """,
    fix:
      "move the largest variables of the chain's functions into a per-CPU array map or a reserved ring buffer record",
    examples: [
      .init(
        "5.4 and later", ["combined stack size of 2 calls is 576. Too large"],
        summary: "576 bytes of stack along one call chain; the limit is 512"),
      .init(
        "5.4 and later, without its newline",
        ["combined stack size of 3 calls is 608. Too largeverification time 12 usec"],
        summary: "608 bytes of stack along one call chain; the limit is 512"),
    ])

  private static let combined = MessageFormat("combined stack size of %d calls is %d. Too large")

  /// A chain that needs too much.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = combined.numbers(message) else { continue }
      return explained("\(numbers[1]) bytes of stack along one call chain; the limit is \(KernelLimits.stackBytes)")
    }
    return nil
  }
}
