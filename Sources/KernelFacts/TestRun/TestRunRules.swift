/// The rules that `BPF_PROG_TEST_RUN` has for a program type, which the kernel itself answers with EINVAL and no word
/// more: net/bpf/test_run.c of 6.12, measured on 6.1 and 6.18.
public struct TestRunRules: Sendable {
  /// The program's type.
  public let type: ProgramType
  /// Its attach type; 0 for none.
  public let attachType: AttachType
  /// The kernel; nil when unknown.
  public let kernel: KernelVersion?
  /// Bytes of a page.
  public let pageSize: Int
  /// Whether an XDP program is one for frames in several pieces: its section is `xdp.frags`.
  public let takesPieces: Bool
  /// What the type takes; nil when no kernel runs it on inputs.
  public let facts: TestRunFacts?

  /// The rules of a type.
  public init(
    type: ProgramType, attachType: AttachType, takesPieces: Bool = false, kernel: KernelVersion?, pageSize: Int = 4096
  ) {
    self.takesPieces = takesPieces
    self.type = type
    self.attachType = attachType
    self.kernel = kernel
    self.pageSize = pageSize
    facts = TestRunFacts.of(type)
  }

  /// Bytes of an XDP frame in one piece: a page without the headroom of 256 and the tail of 320 bytes.
  public static let linearFrame = 3520
  /// The most bytes of a live frame, which carries what the kernel notes about it (6.18; 40 fewer on 6.1).
  private static let liveFrame = 3408
  private static let rawArguments = 12

  /// Why programs of the type cannot be test-run at all on this kernel; nil when they can.
  public var obstacle: TestRunProblem? {
    if attachType == .xdpDevmap || attachType == .xdpCpumap {
      return .init(
        .type,
        "the kernel test-runs no XDP program that is meant for a \(attachType == .xdpDevmap ? "devmap" : "cpumap")",
        advice: "Test the same function under SEC(\"xdp\").")
    }
    switch type {
    case .kprobe, .tracepoint, .perfEvent:
      return .init(
        .type, "no kernel test-runs \(type.name) programs as they are",
        advice: "Make it a live case: attach: [PROGRAM] in place of program, and drive: what makes it run.")
    case .rawTracepointWritable:
      return .init(
        .type, "no kernel test-runs raw_tracepoint_writable programs",
        advice: "As raw_tracepoint programs they can be run where they do not write.")
    case .tracing:
      return .init(.type, tracingWords, advice: "Attach it and drive the kernel instead, in a virtual machine.")
    case .lsm:
      return .init(
        .type, "no kernel test-runs lsm programs",
        advice: "Attach it and drive the kernel instead, in a virtual machine.")
    case .ext:
      return .init(
        .type, "a freplace program runs only as part of the program that it replaces a function of",
        advice: "Test that program.")
    case .sockOps, .skSkb, .skMsg, .skReuseport, .cgroupSock, .cgroupSockAddr, .cgroupSockopt, .cgroupSysctl,
      .cgroupDevice:
      return .init(
        .type, "no kernel test-runs \(type.name) programs: they only run attached",
        advice: "Make it a live case: attach the program and drive it.")
    default: break
    }
    if facts == nil { return .init(.type, "no kernel is known that test-runs \(type.name) programs") }
    if let kernel, let since = type.facts?.testRunSince, kernel < since {
      return .init(
        .type, "test runs of \(type.name) programs need kernel \(since); this is \(kernel)",
        advice: "Run the case on kernel \(since) or later.")
    }
    return nil
  }

  private var tracingWords: String {
    switch attachType {
    case .traceFentry, .traceFexit, .modifyReturn:
      "a test run of a tracing program calls functions of the kernel's own tests, not the one it is for"
    case .traceIter: "no kernel test-runs iterators: reading one runs it"
    default: "no kernel test-runs tracing programs on inputs"
    }
  }

  /// What is wrong with an input; nil when it breaks no rule that is known.
  public func problem(with input: TestRunInput) -> TestRunProblem? {
    guard let facts else { return obstacle }
    return packetProblem(input, facts) ?? contextProblem(input, facts) ?? callProblem(input, facts)
  }

  private func problem(_ summary: String, _ advice: String? = nil) -> TestRunProblem {
    .init(.input, summary, advice: advice)
  }
}

// MARK: - Packets

extension TestRunRules {
  private func packetProblem(_ input: TestRunInput, _ facts: TestRunFacts) -> TestRunProblem? {
    guard let range = facts.packetBytes else {
      return input.packet == nil
        ? nil : problem("\(type.name) programs are given no packet", "Give a context or arguments instead.")
    }
    guard let packet = input.packet else {
      return problem("the case has no packet, which \(type.name) programs run on", "Give it a packet.")
    }
    let most = type == .xdp ? range.upperBound : range.upperBound + pageSize - 4096
    guard packet.count >= range.lowerBound else {
      return problem(
        "a packet of \(packet.count == 1 ? "1 byte" : "\(packet.count) bytes") is too short: \(type.name) programs take \(range.lowerBound) or more",
        range.lowerBound == 14 ? "An Ethernet header alone has 14 bytes." : nil)
    }
    guard packet.count <= most else {
      return problem("a packet of \(packet.count) bytes is too long: \(type.name) programs take \(most) at most")
    }
    return headerProblem(packet) ?? frameProblem(input, packet)
  }

  /// Packets that say that they are IP must hold its header (6.1.176 and 6.18).
  private func headerProblem(_ packet: [UInt8]) -> TestRunProblem? {
    guard facts?.structure == "__sk_buff" else { return nil }
    let etherType = Int(packet[12]) << 8 | Int(packet[13])
    let (name, least) = etherType == 0x0800 ? ("IPv4", 34) : etherType == 0x86dd ? ("IPv6", 54) : ("", 0)
    guard packet.count < least else { return nil }
    return problem(
      "a packet of \(packet.count) bytes is too short for its EtherType: with \(name) the kernel wants \(least)",
      "Add the rest of the \(name) header, or give it another EtherType.")
  }

  private func frameProblem(_ input: TestRunInput, _ packet: [UInt8]) -> TestRunProblem? {
    guard type == .xdp else { return nil }
    let frame = Self.linearFrame
    if input.liveFrames, packet.count > Self.liveFrame {
      return problem("a live frame has \(Self.liveFrame) bytes at most; this packet has \(packet.count)")
    }
    guard packet.count > frame, !takesPieces else { return nil }
    return problem(
      "a packet of \(packet.count) bytes would come in several pieces, of which the program sees the first \(frame) bytes",
      "Make it shorter; drivers give such frames only to programs of SEC(\"xdp.frags\").")
  }
}

// MARK: - Contexts

extension TestRunRules {
  private func contextProblem(_ input: TestRunInput, _ facts: TestRunFacts) -> TestRunProblem? {
    guard let context = input.context else {
      return type == .skLookup
        ? problem("the case has no context, which sk_lookup programs run on", "Give it a family and addresses.") : nil
    }
    if type == .rawTracepoint || type == .structOps {
      guard context.count <= facts.contextBytes else {
        return problem(
          "\(context.count / 8) arguments are too many: \(type.name) programs take \(Self.rawArguments) at most")
      }
      return nil
    }
    guard context.count <= facts.contextBytes || !context.dropFirst(facts.contextBytes).contains(where: { $0 != 0 })
    else {
      return problem("a context of \(context.count) bytes is too long: \(facts.contextBytes) at most")
    }
    guard let structure = facts.structure else { return nil }
    return fieldProblem(structure, context) ?? valueProblem(structure, context, input)
  }

  /// A field that must be 0 and is not.
  private func fieldProblem(_ structure: String, _ context: [UInt8]) -> TestRunProblem? {
    let fields = TestRunField.fields(of: structure)
    let broken = fields.first { field in
      let bytes = context.dropFirst(field.offset).prefix(field.size)
      return !field.isSettable && bytes.contains { $0 != 0 }
    }
    guard let broken else { return nil }
    let settable = fields.filter(\.isSettable).map(\.name).joined(separator: ", ")
    return problem(
      "the field \(broken.name) of struct \(structure) cannot be set in a test run", "These can be: \(settable).")
  }

  private func valueProblem(_ structure: String, _ context: [UInt8], _ input: TestRunInput) -> TestRunProblem? {
    switch structure {
    case "__sk_buff": return bufferProblem(context, packet: input.packet?.count ?? 0)
    case "xdp_md": return frameContextProblem(context, packet: input.packet?.count ?? 0)
    case "bpf_sk_lookup": return lookupProblem(context)
    case "nf_hook_state": return hookProblem(context, packet: input.packet ?? [])
    default: return nil
    }
  }

  private func bufferProblem(_ context: [UInt8], packet: Int) -> TestRunProblem? {
    let wire = Self.number(context, 160)
    guard wire == 0 || (wire >= packet && wire <= 65536) else {
      return problem("wire_len is \(wire): it lies between the packet's \(packet) bytes and 65,536")
    }
    let segments = Self.number(context, 164)
    return segments <= 65535 ? nil : problem("gso_segs is \(segments): it is 65,535 at most")
  }

  private func frameContextProblem(_ context: [UInt8], packet: Int) -> TestRunProblem? {
    let metadata = Self.number(context, 0)
    let end = Self.number(context, 4)
    guard metadata % 4 == 0, metadata <= 255 else {
      return problem(
        "data is \(metadata): in a test run it is the number of bytes of metadata before the packet, a multiple of 4 and at most 255"
      )
    }
    if let kernel, kernel < KernelVersion(6, 2), metadata > 32 {
      return problem("\(metadata) bytes of metadata are too many: kernel \(kernel) takes 32 at most")
    }
    guard end <= packet else { return problem("data_end is \(end): the packet has \(packet) bytes, metadata included") }
    guard end == 0 || metadata <= end else { return problem("data is \(metadata), behind data_end, which is \(end)") }
    guard Self.number(context, 12) != 0 || Self.number(context, 16) == 0 else {
      return problem("rx_queue_index names a queue of no interface", "Set ingress_ifindex too: lo is 1.")
    }
    let queue = Self.number(context, 16)
    guard queue == 0 else {
      return problem("rx_queue_index is \(queue): lo, the one interface of a test run, has queue 0 alone")
    }
    return nil
  }

  private func lookupProblem(_ context: [UInt8]) -> TestRunProblem? {
    let family = Self.number(context, 8)
    guard family == 2 || family == 10 else {
      return problem("family is \(family): it is 2 (AF_INET) or 10 (AF_INET6)")
    }
    let port = Self.number(context, 60)
    return port <= 65535
      ? nil : problem("local_port is \(port): a port is 65,535 at most, in this machine's byte order")
  }

  private func hookProblem(_ context: [UInt8], packet: [UInt8]) -> TestRunProblem? {
    guard context.count >= 2 else { return nil }
    let (hook, family) = (context[0], context[1])
    guard family == 2 || family == 10 else {
      return problem("pf is \(family): it is 2 (NFPROTO_IPV4) or 10 (NFPROTO_IPV6)")
    }
    guard hook <= 4 else { return problem("hook is \(hook): it lies between 0 (PRE_ROUTING) and 4 (POST_ROUTING)") }
    guard packet.count >= 14 else { return nil }
    let etherType = Int(packet[12]) << 8 | Int(packet[13])
    guard etherType == (family == 2 ? 0x0800 : 0x86dd) else {
      return problem(
        "pf is \(family == 2 ? "NFPROTO_IPV4" : "NFPROTO_IPV6"), and the packet's EtherType is 0x\(String(etherType, radix: 16))",
        "Give pf and the packet the same protocol.")
    }
    return nil
  }

  /// A number of 4 bytes of a context in this machine's byte order; 0 behind its end.
  private static func number(_ context: [UInt8], _ offset: Int) -> Int {
    (0..<4).reduce(0) { sum, index in
      offset + index < context.count ? sum | Int(context[offset + index]) << (8 * index) : sum
    }
  }
}

// MARK: - The call

extension TestRunRules {
  private func callProblem(_ input: TestRunInput, _ facts: TestRunFacts) -> TestRunProblem? {
    if input.repetitions > 1, !facts.parts.contains(.repeats) {
      return problem("the kernel repeats no test run of \(type.name) programs", "Write several steps.")
    }
    if input.repetitions > UInt32(Int32.max) { return problem("a test run is repeated 2,147,483,647 times at most") }
    if input.cpu != nil, type != .rawTracepoint {
      return problem(
        "only raw_tracepoint programs can be told which processor to run on",
        "Set the task's cpu: the run is there then.")
    }
    if input.liveFrames, type != .xdp { return problem("only XDP programs run on live frames") }
    if input.liveFrames, let kernel, kernel < KernelVersion(5, 18) {
      return problem("live frames need kernel 5.18; this is \(kernel)")
    }
    return nil
  }
}
