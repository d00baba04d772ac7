import CKernel
import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// Attaches a loaded program for a moment: that a program loads says nothing of whether what it is for is there.
struct AttachmentTrial {
  let program: ProgramHandle
  let job: VerifyJob
  /// The object that it is of.
  let source: ObjectSource

  /// A way to attach a program.
  private enum Way {
    /// As its section says.
    case section
    /// To the loopback interface.
    case interface
    /// To the file or directory.
    case place(String)
    /// To a clock of this process.
    case clock
    /// To a function of this process, in place of one that is not there; why.
    case stand(UserProbe, why: String)
    /// With the whole struct_ops that it is a member of.
    case structOps
    /// Not by us: why.
    case none(String)
  }

  /// Attaches, drives and detaches it.
  func run() throws(Refusal) -> Attachment {
    var way = way
    switch way {
    case .none(let why): return Attachment(.notTried, note: why)
    case .structOps: return try StructOpsTrial(job: job, object: source).run(member: program.name)
    default: break
    }
    guard program.descriptor >= 0 else {
      // The kernel took the program; then libbpf could not fill a map with the object's other programs.
      return Attachment(.notTried, note: "it goes with other programs of the object, and is loaded without them here")
    }
    let driver = job.driver
    let statistics = driver == nil ? nil : RunTime()
    defer { withExtendedLifetime(statistics) {} }
    var code: Int32 = 0
    var lines: [String] = []
    var link = LibbpfLines.capture(&lines) { attach(way, &code) }
    // Libraries without a path are looked for by libbpf, which says so when it finds none.
    if link == nil, lines.contains(where: { $0.contains("failed to resolve full path") }), let stand {
      way = stand
      link = LibbpfLines.capture(&lines) { attach(way, &code) }
    }
    guard let link else { return try refused(way, code, lines) }
    var attachment = Attachment(.ok, note: note(way))
    if let driver, statistics != nil {
      let before = program.runs
      driver.drive()
      if case .stand = way { UserFunction.call() }
      attachment.hits = program.runs.flatMap { now in before.map { now - $0 } }
    }
    if program.isMereWatcher { link.detachAside() } else { link.detach() }
    return attachment
  }

  private var way: Way {
    let target = program.identity.attachTarget
    return switch program.type {
    case .lsm where program.attachType == .lsmCgroup: .place("/sys/fs/cgroup")
    case .kprobe, .tracepoint, .rawTracepoint, .rawTracepointWritable, .tracing, .lsm:
      switch SectionTable.match(program.section) {
      case let match? where program.section.hasPrefix("u") && (match.target == nil || Self.isAbsent(target)):
        stand ?? .none("the file that its section names is not in this machine")
      case let match? where match.target == nil && program.type != .lsm: .none("its section names no target")
      default: .section
      }
    case .xdp where program.attachType == .xdpDevmap || program.attachType == .xdpCpumap:
      .none("its loader gives it to a map")
    case .xdp, .schedCls: .interface
    case .cgroupSkb, .cgroupSock, .cgroupSockAddr, .cgroupSockopt, .cgroupSysctl, .cgroupDevice, .sockOps:
      .place("/sys/fs/cgroup")
    case .skLookup, .flowDissector: .place("/proc/self/ns/net")
    case .perfEvent: .clock
    case .structOps: .structOps
    case .socketFilter, .skReuseport: .none("its loader gives it to a socket")
    case .skSkb, .skMsg: .none("its loader gives it to a map of sockets")
    default: .none("\(program.type.name) programs are attached by their loader")
    }
  }

  /// A function of this process in place of the one that its section names, or leaves to its loader: then this kernel's
  /// uprobes are tried, and the file that the program is for is not. Nil for a program that takes more than a function.
  private var stand: Way? {
    guard let probe = UserProbe(section: program.section) else { return nil }
    let target = program.identity.attachTarget
    let file = target.flatMap { $0.split(separator: ":").first }
    return .stand(
      probe, why: file.map { "\($0) is not in this machine, and is not looked into" } ?? "its section names no file")
  }

  /// Whether the file of `PATH:FUNCTION` is not there. One without a slash is looked for by libbpf.
  private static func isAbsent(_ target: String?) -> Bool {
    guard let path = target?.split(separator: ":").first, path.contains("/") else { return false }
    return unsafe access(String(path), R_OK) != 0
  }

  private func note(_ way: Way) -> String? {
    switch way {
    case .interface: "to lo"
    case .place(let path): "to \(path)"
    case .clock: "to a clock of the worker"
    case .stand(_, let why): "to a function of the worker: \(why)"
    case .section, .structOps, .none: nil
    }
  }

  private func attach(_ way: Way, _ code: inout Int32) -> LinkHandle? {
    switch way {
    case .section: return program.attach(&code)
    case .interface: return program.attach(toInterface: Int32(unsafe if_nametoindex("lo")), &code)
    case .place(let path):
      let raw = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard raw >= 0 else {
        code = errno
        return nil
      }
      let place = FileDescriptor(adopting: raw)
      return program.attach(to: place, &code)
    case .clock:
      let event = PerfLayer().open(.taskClock, leader: nil)
      guard event >= 0 else {
        code = -event
        return nil
      }
      return program.attach(toEvent: FileDescriptor(adopting: event), &code)
    case .stand(let probe, _):
      guard let function = UserFunction() else {
        code = ENOENT
        return nil
      }
      return program.attach(probe, to: function, &code)
    case .structOps, .none: return nil
    }
  }

  /// What a refusal means. Where the kernel lacks the way as such, nothing is wrong with the program.
  private func refused(_ way: Way, _ code: Int32, _ lines: [String]) throws(Refusal) -> Attachment {
    let words = ErrorNumber(code).text
    switch way {
    case .interface where program.type == .schedCls && (code == ENOENT || code == EINVAL || code == EOPNOTSUPP):
      return Attachment(
        .notTried, note: "this kernel has no tcx links (since 6.6), and no module sch_ingress or cls_bpf")
    case .stand(let probe, _) where probe.isMulti:
      // Since 6.6; that a function of the worker is refused says nothing of the program's own.
      return Attachment(.notTried, note: "this kernel attaches no such link to a function of the worker: \(words)")
    case .section where code == EOPNOTSUPP:
      return Attachment(.notTried, note: "libbpf attaches no such program by itself")
    default: break
    }
    if code == EPERM || code == EACCES {
      return Attachment(.notTried, note: "not allowed to this process: \(words)")
    }
    let target = program.identity.attachTarget ?? program.section
    let absent = program.absentTarget(code)
    throw Refusal(
      .attach,
      Reason(
        "it loads, and \(absent?.summary ?? "cannot be attached to \(target): \(words)")", advice: absent?.advice,
        errno: code, evidence: lines))
  }
}
