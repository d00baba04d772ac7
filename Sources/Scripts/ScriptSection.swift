/// The ELF section that makes libbpf load a probe as bpftrace would.
enum ScriptSection {
  /// The section's name for an attach point; nil for a provider that is not known.
  static func name(for point: AttachPoint) -> String? {
    let parts = point.parts
    func with(_ name: String, _ target: String?) -> String {
      // Several functions are no target that libbpf could attach to.
      guard let target, !target.isEmpty, !target.contains("*") else { return name }
      return "\(name)/\(target)"
    }
    switch point.provider {
    // bpftrace test-runs these two where it can (0.17 and later), and attaches them to a function of its own elsewhere.
    case "BEGIN", "END", "self": return "raw_tracepoint"
    case "kprobe", "kretprobe": return with(point.provider, point.target)
    case "uprobe", "uretprobe": return with(point.provider, parts.dropFirst().joined(separator: ":"))
    case "usdt": return "uprobe"
    case "tracepoint": return with("tracepoint", parts.count == 3 ? parts[1] + "/" + parts[2] : nil)
    case "rawtracepoint": return with("raw_tracepoint", point.target)
    case "kfunc": return with("fentry", point.target)
    case "kretfunc": return with("fexit", point.target)
    case "iter": return with("iter", parts.count > 1 ? parts[1] : nil)
    case "profile", "interval", "software", "hardware", "watchpoint", "asyncwatchpoint": return "perf_event"
    default: return nil
    }
  }
}
