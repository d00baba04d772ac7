import Analysis
import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// One frame of more than 512 bytes.
public enum StackFrameExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1001", title: "more than 512 bytes of stack in one function",
    why: """
      The kernel gives a BPF function at most 512 bytes of stack (MAX_BPF_STACK), whatever its type. Functions that the \
      compiler inlines bring their variables with them. clang refuses a larger frame by itself unless it is told another \
      limit.
      """,
    fix:
      "move the function's largest variables into a per-CPU array map, or reserve them in the ring buffer they go to",
    causes: [
      "a path, a packet or an event record is assembled in a local variable",
      "several functions with buffers are `__always_inline`, and their frames add up in the caller's",
      "a struct is returned or passed by value, which copies it",
      "an array that is initialised (`= {}`) and one that is filled later are both alive at once",
    ],
    repair: .init(
      before: """
        struct event event = {};

        fill(&event);
        bpf_ringbuf_output(&events, &event, sizeof(event), 0);
        """,
      after: """
        struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

        if (!event)
            return 0;
        fill(event);
        bpf_ringbuf_submit(event, 0);
        """),
    seeAlso: ["A1002", "A1005", "A1006"],
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
        let index = rejection.subprogram(of: rejection.failingStep)
        return told(
          "at least \(access.offset.magnitude) bytes of stack in \(function(index, rejection) ?? "one function")",
          index, rejection)
      }
      if let numbers = subprogram.numbers(message) {
        let name = function(numbers[0], rejection) ?? "subprogram \(numbers[0])"
        return told("\(numbers[1]) bytes of stack in \(name)", numbers[0], rejection)
      }
      if let numbers = extra.numbers(message) {
        let sum = numbers[0].addingReportingOverflow(numbers[1])
        guard !sum.overflow else { continue }
        return told(
          "\(sum.partialValue) bytes of stack in one function, \(numbers[1]) of them the kernel's own", nil, rejection)
      }
    }
    return nil
  }

  private static func function(_ index: Int?, _ rejection: Rejection) -> String? {
    guard let index, let program = rejection.program, program.subprograms.indices.contains(index) else { return nil }
    return program.subprograms[index].name
  }

  /// The limit is each frame's; its largest variables are named.
  private static func told(_ what: String, _ subprogram: Int?, _ rejection: Rejection) -> Explained {
    var result = explained("\(what); the limit is \(KernelLimits.stackBytes)")
    let variables = (subprogram.map { rejection.frameVariables(ofSubprogram: $0) } ?? []).prefix(3)
    result.label = "reaches below the frame's 512 bytes here"
    result.related = []
    guard let largest = variables.first else { return result }
    result.fixPlace = rejection.span(of: largest, "`\(largest.name)` takes \(largest.bytes) bytes")
    result.related = variables.dropFirst().compactMap {
      rejection.span(of: $0, "`\($0.name)` takes \($0.bytes) bytes")
    }
    result.advice =
      "move `\(largest.name)` (\(largest.bytes) bytes) into a per-CPU array map, or reserve it in the ring buffer it goes to"
    return result
  }
}
