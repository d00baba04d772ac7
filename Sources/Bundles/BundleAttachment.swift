/// One attempt to attach a program, or to keep it.
public struct BundleAttachment: Codable, Hashable, Sendable {
  /// The way it was tried.
  public enum Way: String, Codable, Sendable {
    /// A perf event took it: `PERF_EVENT_IOC_SET_BPF`.
    case perfEvent = "perf-event"
    /// `BPF_LINK_CREATE`.
    case link
    /// `BPF_RAW_TRACEPOINT_OPEN`.
    case rawTracepoint = "raw-tracepoint"
    /// `BPF_PROG_ATTACH`.
    case attach
    /// `BPF_OBJ_PIN`.
    case pin
    /// `BPF_PROG_TEST_RUN`.
    case run
  }

  /// How.
  public var way: Way
  /// What it was attached to: `tracepoint syscalls/sys_enter_openat`, `kprobe do_exit`, a path; nil when that is unknown.
  public var target: String?
  /// The kernel's word for the attach type, where one was given.
  public var attachType: String?
  /// Why it failed; nil when it did not.
  public var error: BundleError?

  /// An attachment.
  public init(_ way: Way, target: String? = nil, attachType: String? = nil, error: BundleError? = nil) {
    self.way = way
    self.target = target
    self.attachType = attachType
    self.error = error
  }
}
