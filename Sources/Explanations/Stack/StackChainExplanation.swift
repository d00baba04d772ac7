import Analysis
import BPFObject
import Findings
import KernelFacts
import VerifierLog

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
    causes: [
      "each function of a chain has a buffer of its own: each fits, together they do not",
      "a function became a subprogram of its own (`__noinline`, a newer compiler), so that frames no longer share places",
      "a callback of bpf_loop or bpf_for_each_map_elem has a large frame: it stands on top of its caller's",
    ],
    repair: .init(
      before: """
        static __noinline int report(struct xdp_md *ctx)
        {
            char line[300] = {};
        """,
      after: """
        struct {
            __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
            __uint(max_entries, 1);
            __type(key, __u32);
            __type(value, char[300]);
        } lines SEC(".maps");

        static __noinline int report(struct xdp_md *ctx)
        {
            __u32 zero = 0;
            char *line = bpf_map_lookup_elem(&lines, &zero);

            if (!line)
                return 0;
        """),
    seeAlso: ["A1001", "A1003", "A1004"],
    examples: [
      .init(
        "5.4 and later", ["combined stack size of 2 calls is 576. Too large"],
        summary: "576 bytes of stack along one call chain; the limit is 512"),
      .init(
        "5.4 and later, without its newline",
        ["combined stack size of 3 calls is 608. Too largeverification time 12 usec"],
        summary: "608 bytes of stack along one call chain; the limit is 512"),
      .init(
        "7.0 and later, without the JIT", ["stack depth 640 exceeds interpreter stack depth limit"],
        summary: "640 bytes of stack along one call chain, in a program that is not compiled; the limit is 512"),
    ])

  private static let combined = MessageFormat("combined stack size of %d calls is %d. Too large")
  private static let interpreted = MessageFormat("stack depth %d exceeds interpreter stack depth limit")

  /// A chain that needs too much.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = combined.numbers(message) else { continue }
      var result = explained(
        "\(numbers[1]) bytes of stack along one call chain; the limit is \(KernelLimits.stackBytes)")
      tell(rejection.stackChain(of: numbers[0], bytes: numbers[1]), of: rejection, in: &result)
      return result
    }
    guard let bytes = rejection.messages.lazy.compactMap({ interpreted.numbers($0)?.first }).first else { return nil }
    return explained(
      "\(bytes) bytes of stack along one call chain, in a program that is not compiled; "
        + "the limit is \(KernelLimits.stackBytes)")
  }

  /// Names the chain's functions and their largest variables; the heaviest frame comes first.
  private static func tell(
    _ chain: (functions: [Int], frames: [Int])?, of rejection: Rejection, in result: inout Explained
  ) {
    guard let chain, let program = rejection.program else { return }
    let frames = chain.functions.map { (name: program.subprograms[$0].name, index: $0) }
    let sizes = zip(frames, chain.frames).map { "\($0.name) takes \($1)" }
    result.notes = [
      "The chain is \(frames.map(\.name).joined(separator: " -> ")): \(sizes.joined(separator: ", ")) bytes, "
        + "before each is rounded up."
    ]
    let order = chain.frames.indices.sorted { (chain.frames[$1], $0) < (chain.frames[$0], $1) }
    var places: [LabelledSpan] = []
    var named: DeclaredVariable?
    for at in order.prefix(3) where chain.frames[at] > 0 {
      let takes = "\(frames[at].name) takes \(chain.frames[at]) bytes of stack"
      if let largest = rejection.frameVariables(ofSubprogram: frames[at].index).first,
        largest.bytes <= chain.frames[at],
        let place = rejection.span(of: largest, "\(takes), \(largest.bytes) of them for `\(largest.name)`")
      {
        named = named ?? largest
        places.append(place)
      } else if let place = rejection.declaration(frames[at].name, takes) {
        places.append(place)
      }
    }
    result.fixPlace = places.first
    result.related = Array(places.dropFirst())
    if let named {
      result.advice =
        "move `\(named.name)` (\(named.bytes) bytes) into a per-CPU array map or a reserved ring buffer record"
    }
  }
}
