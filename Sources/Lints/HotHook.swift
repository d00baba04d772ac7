import BPFObject
import KernelFacts

/// A place that a machine passes very often.
struct HotHook: Hashable {
  /// How often, in words: `on every system call`.
  var words: String

  /// Tracepoints by what they fire on. Rates are those of busy servers: 10,000 a second and CPU, and more.
  private static let tracepoints: [String: String] = [
    "sys_enter": "on every system call", "sys_exit": "on every system call", "sched_switch": "on every context switch",
    "sched_wakeup": "on every wakeup", "sched_waking": "on every wakeup", "kmalloc": "on every kernel allocation",
    "kfree": "on every kernel free", "kmem_cache_alloc": "on every kernel allocation",
    "kmem_cache_free": "on every kernel free", "mm_page_alloc": "on every page allocation",
    "mm_page_free": "on every page free", "irq_handler_entry": "on every interrupt",
    "irq_handler_exit": "on every interrupt", "softirq_entry": "on every soft interrupt",
    "softirq_exit": "on every soft interrupt", "softirq_raise": "on every soft interrupt",
    "rcu_utilization": "on every RCU step", "timer_start": "on every timer", "hrtimer_start": "on every timer",
    "page_fault_user": "on every page fault", "page_fault_kernel": "on every page fault",
    "netif_receive_skb": "on every packet", "net_dev_queue": "on every packet", "net_dev_xmit": "on every packet",
    "napi_poll": "on every poll of a network device", "kfree_skb": "on every freed packet",
    "consume_skb": "on every consumed packet",
  ]

  /// The kernel's functions by what calls them; a `*` of a pattern at the end is left out.
  private static let functions: [String: String] = [
    "schedule": "on every context switch", "__schedule": "on every context switch",
    "finish_task_switch": "on every context switch", "do_syscall_64": "on every system call",
    "handle_mm_fault": "on every page fault", "do_user_addr_fault": "on every page fault",
    "exc_page_fault": "on every page fault", "kfree_skb": "on every freed packet",
    "__kfree_skb": "on every freed packet",
    "consume_skb": "on every consumed packet", "__netif_receive_skb_core": "on every packet",
    "dev_queue_xmit": "on every packet", "kmalloc": "on every kernel allocation",
    "__kmalloc": "on every kernel allocation", "kmem_cache_alloc": "on every kernel allocation",
    "kfree": "on every kernel free", "kmem_cache_free": "on every kernel free",
  ]

  /// The hook that a tracepoint's name is; nil for one that is not hot.
  init?(tracepoint name: String) {
    guard let words = Self.tracepoints[name] else { return nil }
    self.words = words
  }

  /// The hook that a function's name is, or a pattern that ends with `*`; nil for one that is not hot.
  init?(function name: String) {
    guard let words = Self.functions[name.hasSuffix("*") ? String(name.dropLast()) : name] else { return nil }
    self.words = words
  }

  private init(words: String) { self.words = words }

  /// The hot hook that a program is at; nil for any other place.
  static func of(_ program: LintedProgram) -> HotHook? {
    guard let match = program.program.match else { return nil }
    switch match.programType {
    case .xdp, .schedCls, .schedAct, .cgroupSkb, .socketFilter: return HotHook(words: "on every packet")
    case .tracepoint, .rawTracepoint, .tracing:
      let name = match.target?.split(separator: "/").last.map(String.init)
      return name.flatMap(HotHook.init(tracepoint:))
    default: return nil
    }
  }
}
