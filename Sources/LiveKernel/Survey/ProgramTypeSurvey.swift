import BTF
import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// Which program types load here: `r0 = 0; exit` of each, closed at once.
struct ProgramTypeSurvey {
  let held: HeldCapabilities
  let types: TypeTable?

  /// The group.
  var group: Survey.Group {
    Survey.Group(
      title: "Program types that load", items: ProgramTypeFacts.all.dropFirst().map { item($0) })
  }

  private func item(_ facts: ProgramTypeFacts) -> Survey.Item {
    let name = facts.name
    if facts.type == .ext {
      return Survey.Item(name, .partly, detail: "not tried: it takes another program to replace a function of")
    }
    if facts.type == .structOps {
      return Survey.Item(name, .partly, detail: "not tried: it takes a kernel's table of operations to implement")
    }
    var target: UInt32 = 0
    if let function = Self.targets[facts.type] {
      guard let type = types?.type(named: function, kind: .func) else {
        return Survey.Item(
          name, .no, detail: types == nil ? "it takes BTF" : "this kernel has no function \(function)",
          remedy: facts.configuration.map { "use a kernel built with \($0) and CONFIG_DEBUG_INFO_BTF" })
      }
      target = type.id
    }
    let attachType = Self.attachTypes[facts.type] ?? AttachType(rawValue: 0)
    let error = Self.load(facts.type, attachType: attachType, target: target)
    guard error != 0 else { return Survey.Item(name, .yes) }
    return refused(facts, attachType: attachType, error: error)
  }

  private func refused(_ facts: ProgramTypeFacts, attachType: AttachType, error: Int32) -> Survey.Item {
    if error == EPERM || error == EACCES {
      let permission = PermissionReason(type: facts.type, attachType: attachType, held: held)
      let lacking = permission.lacking.map(\.name).joined(separator: " and ")
      return Survey.Item(
        facts.name, .no,
        detail: lacking.isEmpty ? "refused by this machine's policy: \(ErrorNumber(error).text)" : "needs \(lacking)",
        remedy: permission.refusal(evidence: []).reason.advice)
    }
    if let since = facts.since, let kernel = KernelVersion(KernelRelease.running.release), kernel < since {
      return Survey.Item(facts.name, .no, detail: "since \(since)", remedy: "use a kernel of \(since) or later")
    }
    return Survey.Item(
      facts.name, .no, detail: "refused with \(ErrorNumber(error).text)",
      remedy: facts.configuration.map { "use a kernel built with \($0)" })
  }

  /// Whether the kernel runs programs of a type on request (`BPF_PROG_TEST_RUN`), whatever it thinks of the input: types
  /// that it does not run at all it answers with ENOTSUPP of its own, 524 (kernel/bpf/syscall.c: `bpf_prog_test_run`).
  /// Nil when none loads.
  func runsTests(_ type: ProgramType) -> Bool? {
    let target = Self.targets[type].flatMap { types?.type(named: $0, kind: .func)?.id } ?? 0
    let result = Self.open(type, attachType: Self.attachTypes[type] ?? AttachType(rawValue: 0), target: target)
    guard result >= 0 else { return nil }
    let program = FileDescriptor(adopting: result)
    var options = unsafe bpf_test_run_opts()
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    return unsafe bpf_prog_test_run_opts(program.raw, &options) != -524
  }

  /// The error number of a load; 0 when the kernel took the program, which is gone again.
  private static func load(_ type: ProgramType, attachType: AttachType, target: UInt32) -> Int32 {
    let result = open(type, attachType: attachType, target: target)
    guard result >= 0 else { return -result }
    _ = FileDescriptor(adopting: result)
    return 0
  }

  /// Loads the two instructions: a descriptor, or -errno.
  static func open(_ type: ProgramType, attachType: AttachType, target: UInt32) -> CInt {
    let program = OwnCode.leave()
    var options = unsafe bpf_prog_load_opts()
    unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
    unsafe options.expected_attach_type = bpf_attach_type(rawValue: attachType.rawValue)
    unsafe options.attach_btf_id = target
    // A syscall program has to be sleepable: BPF_F_SLEEPABLE (include/uapi/linux/bpf.h).
    unsafe options.prog_flags = type == .syscall ? 1 << 4 : 0
    return unsafe bpf_prog_load(
      bpf_prog_type(rawValue: type.rawValue), nil, "GPL", program, program.count, &options)
  }

  /// Attach types without which a load is refused: kernel/bpf/syscall.c, `bpf_prog_load_check_attach`.
  static let attachTypes: [ProgramType: AttachType] = [
    .cgroupSock: .cgroupInetSockCreate, .cgroupSockAddr: .cgroupInet4Bind, .cgroupSysctl: .cgroupSysctl,
    .cgroupSockopt: .cgroupGetsockopt, .skLookup: .skLookup, .netfilter: .netfilter, .tracing: .traceFentry,
    .lsm: .lsmMac,
  ]

  /// Functions that a load names as its target, and that every kernel with the type has.
  private static let targets: [ProgramType: String] = [.tracing: "bpf_fentry_test1", .lsm: "bpf_lsm_file_open"]
}
