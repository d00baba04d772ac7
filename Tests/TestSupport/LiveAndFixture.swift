import Jobs

/// A program of each tracing type, attached to a real event; and the fixture that is recorded of what it saw there: its
/// contexts, and what its calls gave. Both must leave the same maps, events, variables and calls.
public struct LiveAndFixture: Sendable {
  /// How a program runs: as what it is attached to and by what it is caused, and how a fixture gives it its context.
  public struct Kind: Sendable {
    /// The program's function.
    public let program: String
    let deed: [String]
    /// The words of its context that it looks at.
    let words: Int
    /// Nil where the kernel runs the type itself.
    let takesArguments: Bool?

    init(_ program: String, _ words: Int, arguments: Bool?, _ deed: [String] = ["getsockopt", "1", "3"]) {
      self.program = program
      self.deed = deed
      self.words = words
      takesArguments = arguments
    }
  }

  /// What a fixture is made wrong by, so that the comparison must tell.
  public enum Wrong: CaseIterable, Sendable {
    /// A bit of the context's last word.
    case context
    /// What the last call of a mocked helper gave.
    case mock
    /// An entry of a map that the live run did not find.
    case map
  }

  /// What came of a run, in words that can be compared.
  public struct Picture: Hashable, Sendable {
    /// Entries, events, variables and calls.
    public let lines: [String]

    init(_ result: TestPlan.Result) {
      func text(_ slice: ByteSlice) -> String { "\(slice.bytes(of: result.bytes) ?? [])" }
      lines = result.outcome.steps.flatMap { step -> [String] in
        switch step {
        // A hash has no order.
        case .entries(let entries, _):
          entries.map { "entry \(text($0.key)): \($0.values.map(text))" }.sorted() + ["end of map"]
        case .events(let events): events.map { "event \(text($0.bytes)), lost \($0.lost)" } + ["end of events"]
        case .globals(let slice): ["variables \(text(slice))"]
        // The first argument, where there is one, is where on its stack the program has the value written: each run has
        // another stack.
        case .calls(let calls):
          ["\(calls.count) calls: \(calls.calls.map { (Array($0.arguments.dropFirst()), $0.result) })"]
        case .done, .driven, .ran: []
        }
      }
    }
  }

  private static let registers = 21

  /// The types that any kernel attaches that has tracepoints.
  public static let plain = [
    Kind("on_tracepoint", 7, arguments: false), Kind("on_raw", 2, arguments: nil), Kind("on_typed", 2, arguments: true),
    Kind("on_user", registers, arguments: false), Kind("on_user_return", registers, arguments: false),
    Kind("on_clock", registers + 2, arguments: false, ["spin", "20"]),
  ]
  /// Those of machines: they take kprobes and trampolines, and their worker has no symbols by which a function is found.
  public static let inMachine =
    plain.filter { !$0.program.hasPrefix("on_user") } + [
      Kind("on_call", registers, arguments: false), Kind("on_return", registers, arguments: false),
      Kind("on_entry", 5, arguments: true), Kind("on_exit", 6, arguments: true),
      Kind("on_modify", 4, arguments: true), Kind("on_check", 3, arguments: true),
      Kind("on_sleeping_check", 3, arguments: true),
    ]

  /// The programs. Each keeps its context, adds to a map by it, and tells of it.
  public static let source = CSource(
    """
    struct hit { __u64 words[24]; };
    struct told { __u64 time, thread, what; };
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, struct hit); } hits SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, __u64); __type(value, struct told); } sums SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 65536); } events SEC(".maps");
    __u32 fired;
    __u64 times;

    static __always_inline void tell(__u32 at, __u64 what)
    {
      struct told told = {bpf_ktime_get_ns(), bpf_get_current_pid_tgid(), what}, *event;
      __u64 key = what ^ ((__u64)at << 32);
      bpf_map_update_elem(&sums, &key, &told, 0);
      if (told.time & 1) times += told.time;
      event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
      if (!event) return;
      *event = told;
      bpf_ringbuf_submit(event, 0);
    }

    #define SEEN(name, first, count, condition, word) \\
    int name(const __u64 *c) \\
    { \\
      __u32 at = fired; \\
      struct hit *hit; \\
      if (!(condition) || at >= 4) return 0; \\
      hit = bpf_map_lookup_elem(&hits, &at); \\
      if (!hit) return 0; \\
      fired = at + 1; \\
      _Pragma("unroll") for (int i = first; i < count; i++) hit->words[i] = c[i]; \\
      tell(at, word); \\
      return 0; \\
    }

    /* What a system call's registers hold is read where they lie. */
    static __always_inline __u64 level(const __u64 *c)
    {
      __u64 value = 0;
      bpf_probe_read_kernel(&value, sizeof(value), (const char *)c[0] + 13 * 8);
      return value;
    }

    SEC("tracepoint/syscalls/sys_enter_getsockopt") SEEN(on_tracepoint, 1, 7, 1, c[3])
    SEC("raw_tp/sys_enter") SEEN(on_raw, 0, 2, c[1] == 55, level(c))
    SEC("tp_btf/sys_enter") SEEN(on_typed, 0, 2, c[1] == 55, level(c))
    SEC("uprobe//proc/self/exe:getsockopt") SEEN(on_user, 0, 21, 1, c[13])
    SEC("uretprobe//proc/self/exe:getsockopt") SEEN(on_user_return, 0, 21, 1, c[10])
    SEC("perf_event") SEEN(on_clock, 0, 23, 1, c[16])
    SEC("kprobe/__sys_getsockopt") SEEN(on_call, 0, 21, 1, c[13])
    SEC("kretprobe/__sys_getsockopt") SEEN(on_return, 0, 21, 1, c[10])
    SEC("fentry/__sys_getsockopt") SEEN(on_entry, 0, 5, 1, (__u32)c[1])
    SEC("fexit/__sys_getsockopt") SEEN(on_exit, 0, 6, 1, (__u32)c[5])
    SEC("fmod_ret/security_socket_getsockopt") SEEN(on_modify, 0, 4, 1, (__u32)c[1])
    SEC("lsm/socket_getsockopt") SEEN(on_check, 0, 3, 1, (__u32)c[1])
    SEC("lsm.s/socket_getsockopt") SEEN(on_sleeping_check, 0, 3, 1, (__u32)c[1])

    """)

  /// The helpers whose results differ from run to run: time, thread, and what is read of the kernel's memory.
  private static let mocks = [
    TestMock(name: "bpf_ktime_get_ns", callee: .helper(5), arguments: 0),
    TestMock(name: "bpf_get_current_pid_tgid", callee: .helper(14), arguments: 0),
    TestMock(name: "bpf_probe_read_kernel", callee: .helper(113), arguments: 3),
  ]

  private static var looks: [TestStep] {
    [.globals(section: ".bss"), .read(map: "hits", limit: 64), .read(map: "sums", limit: 64), .drain(map: "events")]
      + mocks.indices.map { .calls(mock: $0) }
  }

  /// The cases that attach the programs, and have every call that differs recorded.
  public static func live(_ kinds: [Kind]) -> TestPlan {
    var plan = TestPlan()
    plan.job.programs = kinds.map(\.program)
    plan.job.allowsEffects = true
    for kind in kinds {
      plan.add { test in
        test.steps =
          [.attach(program: kind.program), .drive(.deed(name: kind.deed[0], arguments: Array(kind.deed.dropFirst())))]
          + looks
        test.mocks = mocks
      }
    }
    return plan
  }

  /// The cases of what was recorded: each kind's own, then one for each thing that is made wrong.
  public static func fixtures(_ kinds: [Kind], of live: [TestPlan.Result]) -> TestPlan {
    var plan = TestPlan()
    plan.job.programs = kinds.map(\.program)
    for (kind, result) in zip(kinds, live) {
      for wrong in [nil] + Wrong.allCases { add(kind, result, wrong, to: &plan) }
    }
    return plan
  }

  private static func add(_ kind: Kind, _ live: TestPlan.Result, _ wrong: Wrong?, to plan: inout TestPlan) {
    let contexts = contexts(kind, live)
    var steps: [TestStep] = []
    if wrong == .map {
      let value = plan.slice([UInt8](repeating: 1, count: 24))
      steps.append(.put(MapWrite(map: "sums", key: plan.slice(UInt64.max), value: .bytes(value))))
    }
    for (index, context) in contexts.enumerated() {
      var context = context
      if wrong == .context, index == contexts.count - 1 { context[changed(kind) * 8 + 2] ^= 4 }
      steps.append(
        plan.run(kind.program, context: context) { input in
          input.hosting = kind.takesArguments.map { TestHosting(takesArguments: $0) }
        })
    }
    var answering = mocks
    let calls = live.outcome.steps.compactMap { step in if case .calls(let calls) = step { calls } else { nil } }
    let values = values(live)
    for (index, recorded) in calls.enumerated() where !recorded.calls.isEmpty {
      answering[index].answers = recorded.calls.enumerated().map { number, call in
        var answer = TestMock.Answer(call.result)
        if index == 2, values.indices.contains(number) {
          answer.fills = [TestMock.Fill(argument: 1, size: 2, bytes: plan.slice(values[number]))]
        }
        return answer
      }
    }
    if wrong == .mock, let last = answering[0].answers.indices.last {
      answering[0].answers[last].result? ^= 2
    }
    plan.add {
      $0.steps = steps + looks
      $0.mocks = answering
    }
  }

  /// A word that may have any value: a system call's number decides whether the programs look at it at all.
  private static func changed(_ kind: Kind) -> Int {
    kind.program == "on_raw" || kind.program == "on_typed" ? 0 : kind.words - 1
  }

  private static func entries(_ number: Int, of live: TestPlan.Result) -> [MapEntry] {
    let all = live.outcome.steps.compactMap { step in if case .entries(let entries, _) = step { entries } else { nil } }
    return all.indices.contains(number) ? all[number] : []
  }

  /// How often the program looked at its context.
  public static func runs(_ live: TestPlan.Result) -> Int {
    live.outcome.steps.reduce(0) { count, step in
      if case .events(let events) = step { count + events.count } else { count }
    }
  }

  private static func contexts(_ kind: Kind, _ live: TestPlan.Result) -> [[UInt8]] {
    entries(0, of: live).sorted { live.number($0.key) < live.number($1.key) }.prefix(runs(live)).map { entry in
      Array((entry.values.first.flatMap { $0.bytes(of: live.bytes) } ?? []).prefix(kind.words * 8))
    }
  }

  /// What each run told of: where that was read of the kernel's memory, it is what the read gave.
  private static func values(_ live: TestPlan.Result) -> [[UInt8]] {
    live.outcome.steps.flatMap { step -> [[UInt8]] in
      guard case .events(let events) = step else { return [] }
      return events.map { Array(($0.bytes.bytes(of: live.bytes) ?? []).suffix(8)) }
    }
  }

  /// Why live runs and fixtures are not the same; and where what is wrong went unseen. Empty when all is as it must be.
  public static func faults(_ kinds: [Kind], live: [TestPlan.Result], fixtures: [TestPlan.Result]) -> [String] {
    var faults: [String] = []
    let each = 1 + Wrong.allCases.count
    guard fixtures.count == kinds.count * each, live.count == kinds.count else { return ["cases are missing"] }
    for (index, kind) in kinds.enumerated() {
      let seen = Picture(live[index])
      if live[index].outcome.failure != nil { faults.append("\(kind.program) live: \(live[index].words)") }
      if runs(live[index]) == 0 { faults.append("\(kind.program) never ran") }
      let made = fixtures[index * each..<(index + 1) * each]
      for result in made where result.outcome.failure != nil {
        faults.append("\(kind.program) by fixture: \(result.words)")
      }
      let pictures = made.map(Picture.init)
      if pictures[0] != seen {
        let changes = pictures[0].lines.difference(from: seen.lines).map { "\($0)" }
        faults.append("\(kind.program) differs: \(changes.joined(separator: "\n"))")
      }
      for (wrong, picture) in zip(Wrong.allCases, pictures.dropFirst()) where picture == seen {
        faults.append("\(kind.program): a wrong \(wrong) went unseen")
      }
    }
    return faults
  }
}
