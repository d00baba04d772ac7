import BTF
import Jobs
import KernelFacts

/// What programs can be attached to, as far as the kernel shows it: nothing is attached.
struct AttachmentSurvey {
  let held: HeldCapabilities
  let types: TypeTable?
  let mounts: Mounts

  /// The group.
  var group: Survey.Group {
    Survey.Group(
      title: "What programs can be attached to (told from what the kernel shows; nothing is attached)",
      items: [
        tracepoints,
        source("kprobe", configuration: "CONFIG_KPROBE_EVENTS"),
        source("uprobe", configuration: "CONFIG_UPROBE_EVENTS"),
        function("kprobe.multi", "register_fprobe", since: KernelVersion(5, 18), configuration: "CONFIG_FPROBE"),
        function(
          "uprobe.multi", "bpf_uprobe_multi_link_attach", since: KernelVersion(6, 6), configuration: "CONFIG_UPROBES"),
        function("tcx", "tcx_prog_attach", since: KernelVersion(6, 6), configuration: "CONFIG_NET_XGRESS"),
        networks, groups, memory, bpffs,
      ])
  }

  private var tracepoints: Survey.Item {
    guard let path = mounts.path(of: "tracefs") else {
      return Survey.Item(
        "tracepoint", .no,
        detail: "tracefs is not mounted: the numbers of tracepoints cannot be read (raw_tracepoint "
          + "programs need none)", remedy: "mount -t tracefs tracefs /sys/kernel/tracing")
    }
    guard SystemFile.text(path + "/events/header_page") != nil else {
      return Survey.Item("tracepoint", .partly, detail: "\(path)/events cannot be read", remedy: "look as root")
    }
    return Survey.Item("tracepoint", .yes, detail: "\(path)/events")
  }

  /// Probes that perf opens: it shows each kind it has in sysfs, since 4.17.
  private func source(_ name: String, configuration: String) -> Survey.Item {
    if SystemFile.text("/sys/bus/event_source/devices/\(name)/type") != nil { return Survey.Item(name, .yes) }
    return Survey.Item(
      name, .no, detail: "perf has no \(name) events here", remedy: "use a kernel built with \(configuration)")
  }

  /// What a function of the kernel stands for: it is in the BTF only where it was built in.
  private func function(
    _ name: String, _ function: String, since: KernelVersion, configuration: String
  ) -> Survey.Item {
    guard let types else { return Survey.Item(name, .partly, detail: "cannot be told without BTF") }
    if types.type(named: function, kind: .func) != nil { return Survey.Item(name, .yes) }
    return Survey.Item(
      name, .no, detail: "the kernel has no function \(function)",
      remedy: "use a kernel of \(since) or later, built with \(configuration)")
  }

  private var networks: Survey.Item {
    held.holds(.sysAdmin)
      ? Survey.Item(
        "own network", .yes, detail: "networking programs attach in a network namespace of the worker's own")
      : Survey.Item(
        "own network", .no, detail: "the worker cannot have a network namespace of its own", remedy: "CAP_SYS_ADMIN")
  }

  private var groups: Survey.Item {
    mounts.path(of: "cgroup2").map { Survey.Item("cgroup v2", .yes, detail: $0) }
      ?? Survey.Item(
        "cgroup v2", .no, detail: "not mounted: cgroup programs cannot be attached",
        remedy: "mount -t cgroup2 none /sys/fs/cgroup")
  }

  private var memory: Survey.Item {
    guard let path = mounts.path(of: "cgroup2"), let list = SystemFile.text(path + "/cgroup.controllers"),
      list.split(whereSeparator: \.isWhitespace).contains("memory")
    else {
      return Survey.Item(
        "memory controller", .no, detail: "not with cgroup v2: no memory peaks of loads",
        remedy: "boot with systemd.unified_cgroup_hierarchy=1 or cgroup_no_v1=memory")
    }
    return Survey.Item("memory controller", .yes, detail: "memory peaks of loads are told")
  }

  private var bpffs: Survey.Item {
    mounts.path(of: "bpf").map { Survey.Item("bpffs", .yes, detail: "\($0); Assay pins nothing there") }
      ?? Survey.Item("bpffs", .partly, detail: "not mounted; Assay pins nothing and needs none")
  }
}
