public import BPF

/// What a test can make of calls of a helper: how they fail, and what they write.
public enum MockedHelper {
  /// What a failed call gives, in R0: NULL, or an error; nil for a helper that never fails.
  public static func failure(of helper: HelperID) -> UInt64? {
    guard let name = helper.name, !steady.contains(name) else { return nil }
    switch HelperPrototype.of(helper)?.result {
    case .valueOrNull, .recordOrNull, .socketOrNull: return 0
    case .value: return nil
    case .number, .length, .unfollowed, nil: break
    }
    let number = errors[name] ?? (reading.contains { name.hasPrefix($0) } ? -14 : -22)
    return UInt64(bitPattern: number)
  }

  /// The struct that a helper writes, and the argument that points to it, from 1.
  public static func output(of helper: HelperID) -> (argument: Int, structure: String)? {
    switch helper.name {
    case "bpf_fib_lookup": (2, "bpf_fib_lookup")
    case "bpf_skb_get_tunnel_key": (2, "bpf_tunnel_key")
    case "bpf_perf_prog_read_value": (2, "bpf_perf_event_value")
    case "bpf_perf_event_read_value": (3, "bpf_perf_event_value")
    case "bpf_get_ns_current_pid_tgid": (3, "bpf_pidns_info")
    case "bpf_skb_get_xfrm_state": (3, "bpf_xfrm_state")
    default: nil
    }
  }

  /// The memory that a helper writes, and the argument that says how much, both from 1.
  public static func buffer(of helper: HelperID) -> (argument: Int, size: Int)? {
    guard let arguments = HelperPrototype.of(helper)?.arguments,
      let index = arguments.firstIndex(of: .written), arguments.indices.contains(index + 1),
      arguments[index + 1] == .size || arguments[index + 1] == .sizeOrZero
    else { return nil }
    return (index + 1, index + 2)
  }

  /// The halves of what a helper gives that have names, the low one first.
  public static func halves(of helper: HelperID) -> [String] {
    switch helper.name {
    // The kernel's pid is a thread's number, its tgid that of the process.
    case "bpf_get_current_pid_tgid": ["pid", "tgid"]
    case "bpf_get_current_uid_gid": ["uid", "gid"]
    default: []
    }
  }

  /// Calls that a program cannot go on from, or that run parts of it: they are what they are.
  public static func isFixed(_ helper: HelperID) -> Bool {
    [
      "bpf_tail_call", "bpf_loop", "bpf_for_each_map_elem", "bpf_find_vma", "bpf_user_ringbuf_drain",
      "bpf_timer_set_callback", "bpf_spin_lock", "bpf_spin_unlock", "bpf_ringbuf_submit", "bpf_ringbuf_discard",
      "bpf_sk_release",
    ].contains(helper.name)
  }

  /// Errors that are not EINVAL (include/uapi/asm-generic/errno-base.h): what the kernel's own code gives first.
  private static let errors: [String: Int64] = [
    "bpf_map_update_elem": -7, "bpf_map_delete_elem": -2, "bpf_map_push_elem": -7, "bpf_map_pop_elem": -2,
    "bpf_map_peek_elem": -2, "bpf_ringbuf_output": -11, "bpf_perf_event_output": -28, "bpf_skb_output": -28,
    "bpf_xdp_output": -28, "bpf_skb_load_bytes": -14, "bpf_skb_store_bytes": -14,
  ]
  private static let reading = ["bpf_probe_", "bpf_copy_from_user", "bpf_get_stack", "bpf_d_path"]

  /// Helpers that give what there is, always.
  private static let steady: Set<String> = [
    "bpf_ktime_get_ns", "bpf_ktime_get_boot_ns", "bpf_ktime_get_coarse_ns", "bpf_ktime_get_tai_ns", "bpf_jiffies64",
    "bpf_get_prandom_u32", "bpf_get_smp_processor_id", "bpf_get_numa_node_id", "bpf_get_current_pid_tgid",
    "bpf_get_current_uid_gid", "bpf_get_current_cgroup_id", "bpf_get_current_task", "bpf_get_current_task_btf",
    "bpf_get_socket_cookie", "bpf_get_netns_cookie", "bpf_get_hash_recalc", "bpf_set_hash_invalid", "bpf_tail_call",
    "bpf_loop", "bpf_spin_lock", "bpf_spin_unlock", "bpf_ringbuf_submit", "bpf_ringbuf_discard", "bpf_ringbuf_query",
    "bpf_sk_release", "bpf_get_attach_cookie", "bpf_get_func_ip", "bpf_per_cpu_ptr", "bpf_this_cpu_ptr",
    "bpf_get_local_storage", "bpf_trace_printk", "bpf_trace_vprintk", "bpf_for_each_map_elem", "bpf_csum_diff",
    "bpf_get_cgroup_classid", "bpf_get_route_realm", "bpf_redirect", "bpf_redirect_map", "bpf_rcu_read_lock",
    "bpf_get_retval", "bpf_set_retval", "bpf_kptr_xchg", "bpf_xdp_get_buff_len", "bpf_get_func_arg_cnt",
  ]
}
