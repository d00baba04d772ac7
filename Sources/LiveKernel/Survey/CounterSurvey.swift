import CKernel
import Glibc
import Jobs
import KernelFacts

/// Which counters perf opens for a task, kernel included: each is opened, never started, and closed.
struct CounterSurvey {
  let held: HeldCapabilities

  /// The group.
  var group: Survey.Group {
    Survey.Group(
      title: "Counters that perf opens",
      items: [
        // Types and numbers: include/uapi/linux/perf_event.h.
        counter("cycles", type: 0, config: 0, "hardware cycles"),
        counter("instructions", type: 0, config: 1, "hardware instructions"),
        timeStamp,
        counter("task-clock", type: 1, config: 1, "time of the task, in nanoseconds"),
      ])
  }

  /// The processor's time-stamp counter, whose type the kernel gives out at boot.
  private var timeStamp: Survey.Item {
    let device = "/sys/bus/event_source/devices/msr"
    guard let text = SystemFile.text(device + "/type"), let type = UInt32(text.prefix { $0 != "\n" }),
      let event = SystemFile.text(device + "/events/tsc"),
      let config = UInt64(event.drop { $0 != "x" }.dropFirst().prefix { $0.isHexDigit }, radix: 16)
    else {
      return Survey.Item(
        "msr/tsc", .no, detail: "perf has no msr/tsc event here", remedy: "CONFIG_PERF_EVENTS_INTEL_MSR, x86")
    }
    return counter("msr/tsc", type: type, config: config, "ticks of the time-stamp counter, not cycles")
  }

  private func counter(_ name: String, type: UInt32, config: UInt64, _ meaning: String) -> Survey.Item {
    let result = assay_open_counter(type, config)
    if result >= 0 {
      close(result)
      return Survey.Item(name, .yes, detail: meaning)
    }
    switch -result {
    case ENOENT, ENODEV, EOPNOTSUPP:
      return Survey.Item(
        name, .no, detail: "\(meaning): the kernel has no such counter (\(ErrorNumber(-result).text))",
        remedy: type == 0 ? "a machine whose processor counters are visible; virtual ones often hide them" : nil)
    case EACCES, EPERM:
      let paranoid = SystemFile.text("/proc/sys/kernel/perf_event_paranoid")?.prefix { $0 != "\n" } ?? "unknown"
      return Survey.Item(
        name, .no, detail: "\(meaning): not allowed to this process (kernel.perf_event_paranoid is \(paranoid))",
        remedy: held.grants(.perfmon)
          ? "something other than capabilities refuses it: a seccomp filter or a security module"
          : "CAP_PERFMON, or kernel.perf_event_paranoid of 1 or less")
    default:
      return Survey.Item(name, .no, detail: "\(meaning): \(ErrorNumber(-result).text)")
    }
  }
}
