import Glibc
import Jobs
import KernelFacts

/// A counter that cannot be had, and why. It is never a count of 0.
struct CounterRefusal: Error, Hashable {
  /// Why.
  enum Reason: Hashable {
    /// The kernel or the machine has none: ENOENT, EOPNOTSUPP, ENODEV, ENXIO.
    case absent(Int32)
    /// This process may not: EACCES, EPERM.
    case notAllowed(Int32)
    /// The kernel has it, and not this way: EINVAL.
    case invalid(Int32)
    /// Too few counters for all of a group: EINVAL or ENOSPC of a member, or the group never counted.
    case noRoom
    /// The group counted a part of the time only: perf shared the hardware out in turns.
    case multiplexed
    /// It opens and stands still.
    case standsStill
    /// More than one group reads.
    case tooMany(limit: Int)
    /// A name or a description that says no event; the text says what is wrong with it.
    case unknown(String)
    /// Any other error.
    case failed(Int32)

    /// What an error of opening means. A member of a group can be refused for want of room.
    init(errno code: Int32, isMember: Bool) {
      switch code {
      case ENOENT, EOPNOTSUPP, ENODEV, ENXIO: self = .absent(code)
      case EACCES, EPERM: self = .notAllowed(code)
      case EINVAL where isMember, ENOSPC where isMember: self = .noRoom
      case EINVAL: self = .invalid(code)
      default: self = .failed(code)
      }
    }
  }

  /// The event.
  var event: String
  /// Why it cannot be had.
  var reason: Reason

  /// A refusal.
  init(_ event: String, _ reason: Reason) {
    self.event = event
    self.reason = reason
  }

  /// Whether the machine lacks it, whoever asks.
  var isAbsent: Bool {
    if case .absent = reason { true } else { false }
  }

  /// Why, in words, without the event's name.
  var words: String {
    switch reason {
    case .absent(let code): "the kernel has no such counter here (\(ErrorNumber(code).text))"
    case .notAllowed: "not allowed to this process (kernel.perf_event_paranoid is \(Self.paranoia))"
    case .invalid(let code): "the kernel does not count it for a task (\(ErrorNumber(code).text))"
    case .noRoom: "the processor has too few counters to count it together with the others"
    case .multiplexed: "counted a part of the time only: others use the processor's counters too"
    case .standsStill: "it opens, but stands still"
    case .tooMany(let limit): "more than \(limit) counters at once"
    case .unknown(let what): what
    case .failed(let code): ErrorNumber(code).text
    }
  }

  /// Why, and what would help, for people.
  func told(held: HeldCapabilities) -> Jobs.Reason {
    Jobs.Reason(
      "\(event) cannot be counted: \(words)",
      advice: remedy(held: held).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." })
  }

  /// What would help; nil when nothing is known to.
  func remedy(held: HeldCapabilities) -> String? {
    switch reason {
    case .absent: "a machine whose processor counters are visible; virtual ones often hide them"
    case .notAllowed:
      held.grants(.perfmon)
        ? "something other than capabilities refuses it: a seccomp filter or a security module"
        : "CAP_PERFMON, or kernel.perf_event_paranoid of 1 or less"
    case .noRoom, .multiplexed: "ask for fewer events at once"
    case .invalid, .standsStill, .tooMany, .unknown, .failed: nil
    }
  }

  private static var paranoia: Substring {
    SystemFile.text("/proc/sys/kernel/perf_event_paranoid")?.prefix { $0 != "\n" } ?? "unknown"
  }
}
