import Jobs
import KernelFacts

/// The capabilities in effect, and what each of the others would unlock (measured on 6.18: 5.8 and later).
struct CapabilitySurvey {
  let held: HeldCapabilities
  /// The running kernel; nil when it does not say.
  let kernel: KernelVersion?

  /// The group.
  var group: Survey.Group {
    var items = [
      item(.bpf, "loads socket_filter, cgroup_skb, sk_reuseport, sk_lookup and syscall programs; creates maps"),
      item(
        .perfmon, "with CAP_BPF, loads tracing types (kprobe, tracepoint, perf_event, raw_tracepoint, tracing, lsm)"),
      item(.netAdmin, "with CAP_BPF, loads and attaches networking types (xdp, sched_cls, cgroup_sock_addr ...)"),
      item(
        .sysAdmin,
        "lists ids, opens by id, turns statistics on, gives the worker a network namespace; stands for the others"),
    ]
    // Since 5.11 maps are charged to the memory cgroup instead.
    if let kernel, kernel < KernelVersion(5, 11) {
      items.append(item(.sysResource, "raises RLIMIT_MEMLOCK, which this kernel charges maps to"))
    }
    return Survey.Group(title: "Capabilities of the worker", items: items)
  }

  private func item(_ capability: Capability, _ unlocks: String) -> Survey.Item {
    if held.holds(capability) { return Survey.Item(capability.name, .yes, detail: unlocks) }
    if capability != .sysResource, held.holds(.sysAdmin) {
      return Survey.Item(capability.name, .yes, detail: "CAP_SYS_ADMIN stands for it: \(unlocks)")
    }
    return Survey.Item(
      capability.name, .no, detail: "not held: \(unlocks)",
      remedy: "run as root, or setcap \(capability.name.lowercased())+ep assay-worker")
  }
}
