/// perf's buffers for what tracepoints pass on, one a processor. The kernel makes them for the first tracepoint that is
/// opened and gives them back with the last (kernel/trace/trace_event_perf.c: `perf_trace_event_reg`); what copies a call's
/// arguments into them goes backwards where the lower byte of their address is above that of the stack's, which takes four
/// instructions less (arch/x86/lib/memcpy_64.S). A machine keeps them, so that its figures do not depend on what else it
/// did before.
public enum TraceBuffers {
  /// A tracepoint that every kernel has and that nothing passes in a machine whose jobs fit it.
  private static let tracepoint = "/sys/kernel/tracing/events/oom/mark_victim/id"

  /// Keeps them for as long as this process lives, where the kernel has tracepoints.
  public static func keep() {
    guard let id = SystemFile.text(tracepoint).flatMap({ UInt64($0.prefix { $0.isNumber }) }) else { return }
    _ = PerfLayer().open(CounterEvent(name: "oom:mark_victim", type: 2, config: id), leader: nil)
  }
}
