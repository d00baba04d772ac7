import Bundles
import CCapture
import KernelFacts

/// A call that makes a BPF object or attaches one, as a command makes it.
enum FollowedCall: Hashable, Sendable {
  case mapCreate(MapAttributes)
  case typesLoad([UInt8])
  case programLoad(LoadAttributes)
  /// The start of `struct perf_event_attr`.
  case perfEventOpen(Fields)
  /// `PERF_EVENT_IOC_SET_BPF` of an event's descriptor and a program's.
  case setProgram(event: Int32, program: Int32)
  /// A program's descriptor, how it is attached, and the descriptor of the perf event where it is one.
  case attachment(program: Int32, BundleAttachment, event: Int32?)
  /// `PTRACE_TRACEME` or `PTRACE_SEIZE`.
  case trace

  /// Bytes of `union bpf_attr` that are read: more than any kernel has.
  static let mostAttributes = 512
  /// Types of BTF, in bytes, that are read.
  private static let mostTypes = 64 << 20
  /// Functions of a multi-probe that are named.
  private static let mostSymbols = 4

  /// - Parameters:
  ///   - number: the system call's.
  ///   - arguments: its six arguments.
  ///   - thread: where the memory is that they lead to.
  init?(_ number: UInt64, _ arguments: [UInt64], in thread: some CommandMemory) {
    guard arguments.count == 6 else { return nil }
    let descriptor = Int32(truncatingIfNeeded: arguments[0])
    switch number {
    case assay_call_bpf:
      guard let command = FollowedCommand(rawValue: arguments[0] & 0xffff_ffff) else { return nil }
      let size = min(Int(truncatingIfNeeded: arguments[2] & 0xffff_ffff), Self.mostAttributes)
      self.init(command, Fields(thread.read(arguments[1], count: size)), in: thread)
    case assay_call_perf_event_open: self = .perfEventOpen(Fields(thread.read(arguments[0], count: PerfEvent.size)))
    case assay_call_ioctl: self = .setProgram(event: descriptor, program: Int32(truncatingIfNeeded: arguments[2]))
    case assay_call_ptrace: self = .trace
    default: return nil
    }
  }

  /// A command of bpf(2) with its attributes: `union bpf_attr` of include/uapi/linux/bpf.h.
  init(_ command: FollowedCommand, _ fields: Fields, in thread: some CommandMemory) {
    switch command {
    case .mapCreate: self = .mapCreate(MapAttributes(fields: fields))
    case .programLoad: self = .programLoad(LoadAttributes(fields))
    case .typesLoad:
      self = .typesLoad(thread.read(fields.long(0), count: min(Int(fields.word(16)), Self.mostTypes)))
    case .pin:
      self = .attachment(
        program: fields.descriptor(8), BundleAttachment(.pin, target: thread.string(fields.long(0), limit: 4096)),
        event: nil)
    case .testRun: self = .attachment(program: fields.descriptor(0), BundleAttachment(.run), event: nil)
    case .attach:
      let type = AttachType(rawValue: fields.word(8))
      self = .attachment(program: fields.descriptor(4), BundleAttachment(.attach, attachType: type.name), event: nil)
    case .rawTracepointOpen:
      let name = thread.string(fields.long(0), limit: 128)
      self = .attachment(
        program: fields.descriptor(8), BundleAttachment(.rawTracepoint, target: name.isEmpty ? nil : name), event: nil)
    case .linkCreate: self = Self.link(fields, in: thread)
    }
  }

  private static func link(_ fields: Fields, in thread: some CommandMemory) -> FollowedCall {
    let type = AttachType(rawValue: fields.word(8))
    var attachment = BundleAttachment(.link, attachType: type.name)
    if type == .traceKprobeMulti || type == .traceKprobeSession {
      let count = Int(fields.word(20))
      let table = Fields(thread.read(fields.long(24), count: min(count, mostSymbols) * 8))
      let names = (0..<(table.bytes.count / 8)).map { thread.string(table.long($0 * 8), limit: 256) }
      let more = count > names.count ? " and \(count - names.count) more" : ""
      let kind = fields.word(16) & 1 == 1 ? "kretprobe" : "kprobe"
      if !names.isEmpty { attachment.target = "\(kind).multi \(names.joined(separator: ","))\(more)" }
    }
    if type == .traceUprobeMulti { attachment.target = "uprobe.multi " + thread.string(fields.long(16), limit: 4096) }
    return .attachment(
      program: fields.descriptor(0), attachment, event: type == .perfEvent ? fields.descriptor(4) : nil)
  }
}
