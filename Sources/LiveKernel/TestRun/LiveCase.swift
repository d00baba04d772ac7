import Analysis
import BPFObject
import CKernel
import CLibbpf
import CProcess
import Glibc
import Jobs
import KernelFacts

/// The live part of a case: programs that are attached for as long as it lasts, where only its own cgroup, its own network
/// namespace and its own sockets see them, and deeds that make them run.
final class LiveCase {
  private let job: TestJob
  private let definition: ObjectFile?
  private let cgroup: OwnCgroup?
  let hasOwnNetwork: Bool
  private let lines: TraceLines?
  private var links: [HeldLink] = []
  /// Programs that were attached to maps, which keep them until they are detached.
  private var mapAttachments: [(program: CInt, map: CInt, type: UInt32)] = []
  /// Names of struct_ops that are registered.
  private var registered: Set<String> = []
  private let deeds = DeedDoer()

  init(
    job: TestJob, definition: ObjectFile?, cgroup: OwnCgroup?, hasOwnNetwork: Bool, lines: TraceLines?
  ) {
    self.job = job
    self.definition = definition
    self.cgroup = cgroup
    self.hasOwnNetwork = hasOwnNetwork
    self.lines = lines
  }

  /// Whether a program is attached to a cgroup.
  static func needsCgroup(_ program: ProgramHandle) -> Bool {
    switch program.type {
    case .cgroupSkb, .cgroupSock, .cgroupSockAddr, .cgroupSockopt, .cgroupSysctl, .cgroupDevice, .sockOps: true
    case .lsm: program.attachType == .lsmCgroup
    default: false
    }
  }

  /// What is to be known of how programs were attached.
  private(set) var notes: [String] = []

  /// What iterators printed.
  var printed: [String] { deeds.printed }

  /// Detaches everything.
  func end() {
    links.removeAll()
    for attachment in mapAttachments {
      bpf_prog_detach2(attachment.program, attachment.map, bpf_attach_type(attachment.type))
    }
    mapAttachments.removeAll()
    deeds.end()
  }

  // MARK: - Attaching

  func attach(_ program: ProgramHandle, in object: TestedObject) throws(CaseRun.Failure) {
    if Self.needsCgroup(program) { return try attachToCgroup(program) }
    switch program.type {
    case .skLookup, .flowDissector: try attachToNetwork(program)
    case .skMsg, .skSkb: try attachToMap(program, object)
    case .skReuseport: try attachToGroup(program, object)
    case .xdp, .schedCls: try attachToInterface(program)
    case .netfilter: try attachToArrivals(program)
    case .perfEvent: try attachToClock(program)
    case .structOps: try register(program, object)
    case .tracing where program.attachType == .traceIter: try attachToIteration(program, object)
    case .kprobe, .tracepoint, .rawTracepoint, .rawTracepointWritable, .tracing, .lsm: try attachToKernel(program)
    default:
      throw .input(
        "\(program.type.name) programs are not attached by a live case",
        advice: TestRunFacts.of(program.type) == nil
          ? nil : "They can be test-run: give the case a packet or a context.")
    }
  }

  private func hold(_ program: ProgramHandle, _ attach: (inout Int32) -> LinkHandle?) throws(CaseRun.Failure) {
    var code: Int32 = 0
    var lines: [String] = []
    let link = LibbpfLines.capture(&lines) { attach(&code) }
    guard let link else { throw refused(program, code, lines) }
    links.append(HeldLink(link))
  }

  private func refused(_ program: ProgramHandle, _ code: Int32, _ lines: [String] = []) -> CaseRun.Failure {
    CaseRun.Failure(refusal: program.attachRefusal(code, lines))
  }

  private func attachToCgroup(_ program: ProgramHandle) throws(CaseRun.Failure) {
    var code: Int32 = 0
    guard let cgroup, let directory = cgroup.open(&code) else { throw refused(program, code) }
    try hold(program) { code in program.attach(to: directory, &code) }
  }

  private func needNetwork(_ program: ProgramHandle) throws(CaseRun.Failure) {
    guard !hasOwnNetwork else { return }
    throw CaseRun.Failure(
      refusal: Refusal(
        .environment,
        Reason(
          "program \(program.name) is only attached in a network namespace of its own, which this process may not make",
          advice: "Run with CAP_SYS_ADMIN, or in a virtual machine.")))
  }

  private func attachToNetwork(_ program: ProgramHandle) throws(CaseRun.Failure) {
    try needNetwork(program)
    let raw = assay_open_network()
    guard raw >= 0 else { throw refused(program, -raw) }
    let network = FileDescriptor(adopting: raw)
    try hold(program) { code in program.attach(to: network, &code) }
  }

  /// Whether a program is attached to an interface, in a network that the case has to itself.
  static func needsInterface(_ program: ProgramHandle) -> Bool { program.type == .xdp || program.type == .schedCls }

  private func attachToInterface(_ program: ProgramHandle) throws(CaseRun.Failure) {
    try needNetwork(program)
    let index = deeds.openInterface()
    if !deeds.hasPair, notes.isEmpty {
      notes.append(
        "the kernel has no pairs of interfaces (module veth): frames go over lo, and what a program transmits comes back to it"
      )
    }
    do throws(CaseRun.Failure) {
      try hold(program) { code in program.attach(toInterface: index, &code) }
    } catch {
      guard program.type == .xdp, error.refusal.reason.errno == EBUSY else { throw error }
      throw .input("the case's interface has an XDP program already, and takes no second one: \(program.name)")
    }
  }

  /// To the object's map of sockets.
  private func attachToMap(_ program: ProgramHandle, _ object: TestedObject) throws(CaseRun.Failure) {
    guard let map = object.maps.first(where: { $0.type == .sockmap || $0.type == .sockhash }) else {
      throw .input("program \(program.name) is attached to a map of sockets, and the object has none")
    }
    // `SEC("sk_skb")` says no attach type: the verdict (since 5.13).
    let type = program.attachType.rawValue == 0 ? AttachType.skSkbVerdict : program.attachType
    let code = -bpf_prog_attach(program.descriptor, map.descriptor, bpf_attach_type(type.rawValue), 0)
    guard code == 0 else { throw refused(program, code) }
    mapAttachments.append((program.descriptor, map.descriptor, type.rawValue))
    deeds.socketMap = map
  }

  /// To a group of sockets at one port, which stand in the object's arrays of such sockets.
  private func attachToGroup(_ program: ProgramHandle, _ object: TestedObject) throws(CaseRun.Failure) {
    try needNetwork(program)
    let arrays = object.maps.filter { $0.type == .reuseportSockarray }
    let code = deeds.openGroup(program: program.descriptor, arrays: arrays)
    guard code == 0 else { throw refused(program, code) }
  }

  /// To a place of the kernel that every task passes.
  private func attachToKernel(_ program: ProgramHandle) throws(CaseRun.Failure) {
    if !job.allowsEffects { try refuseEffects(program) }
    // A program may let nobody make it later.
    deeds.makeDirectory()
    try hold(program) { code in program.attach(&code) }
  }

  /// To a clock of this task, which it has run out of once a millisecond: no other task sees it.
  private func attachToClock(_ program: ProgramHandle) throws(CaseRun.Failure) {
    let event = PerfLayer.openClock(every: 1_000_000)
    guard event >= 0 else { throw refused(program, -event) }
    // Once it is handed over, it is closed there.
    let clock = FileDescriptor(adopting: event)
    try hold(program, consuming: clock)
  }

  private func hold(_ program: ProgramHandle, consuming clock: consuming FileDescriptor) throws(CaseRun.Failure) {
    var code: Int32 = 0
    guard let link = program.attach(toEvent: clock, &code) else { throw refused(program, code) }
    links.append(HeldLink(link))
  }

  /// To the packets of both families that arrive in the case's network.
  private func attachToArrivals(_ program: ProgramHandle) throws(CaseRun.Failure) {
    try needNetwork(program)
    // NFPROTO_IPV4, NFPROTO_IPV6 (include/uapi/linux/netfilter.h).
    for family: UInt32 in [2, 10] {
      try hold(program) { code in program.attach(toArrivalsOf: family, &code) }
    }
  }

  /// With the whole struct_ops that it is a member of, once.
  private func register(_ program: ProgramHandle, _ object: TestedObject) throws(CaseRun.Failure) {
    if !job.allowsEffects { try refuseEffects(program) }
    guard let map = object.structOps(of: program) else {
      throw .input("program \(program.name) is a member of no struct_ops of the object")
    }
    guard registered.insert(map.name).inserted else { return }
    var code: Int32 = 0
    var lines: [String] = []
    let link = LibbpfLines.capture(&lines) { map.attachStructOps(&code) }
    guard let link else { throw CaseRun.Failure(refusal: StructOpsRefusal(map: map.name, code: code).refusal(lines)) }
    links.append(HeldLink(link))
  }

  /// To nothing yet: an iterator runs when it is read.
  private func attachToIteration(_ program: ProgramHandle, _ object: TestedObject) throws(CaseRun.Failure) {
    if !job.allowsEffects { try refuseEffects(program) }
    deeds.iterators.append(program)
    deeds.maps = object.maps
  }

  private func refuseEffects(_ program: ProgramHandle) throws(CaseRun.Failure) {
    guard let refusal = program.effectsRefusal(definition) else { return }
    throw CaseRun.Failure(refusal: refusal)
  }

  // MARK: - Deeds

  func drive(_ drive: TestDrive) throws(CaseRun.Failure) -> (status: Int32, output: [String]) {
    switch drive {
    case .deed(let name, let arguments):
      return try deeds.run(name, arguments) { self.lines?.follow($0) }
    case .command(let words): return try deeds.command(words) { self.lines?.follow($0) }
    }
  }
}
