import BPF

/// What a block may do to maps.
public enum MapChange: Int, Comparable, Sendable {
  /// Nothing.
  case none
  /// It writes values that are there.
  case values
  /// It adds or removes entries.
  case entries

  /// Whether less is changed.
  public static func < (one: MapChange, other: MapChange) -> Bool { one.rawValue < other.rawValue }
}

extension CoverageSites {
  /// What each block may do to maps, at most: a write that goes anywhere but to the stack may go to a value, and a call may
  /// do anything but where it is known.
  public func mapChanges(in code: ProgramCode) -> [MapChange] {
    blocks.map { block in
      block.instructions.map { Self.change(by: code.instructions[$0].kind) }.max() ?? .none
    }
  }

  private static let framePointer: UInt8 = 10

  private static func change(by kind: InstructionKind) -> MapChange {
    switch kind {
    case .store(_, let base, _, _), .atomic(_, _, let base, _, _): base == framePointer ? .none : .values
    // A function of the program marks its own blocks.
    case .call(.local): .none
    case .call(.helper(let helper)):
      unchanging.contains(helper) ? .none : filling.contains(helper) ? .values : .entries
    case .call(.kernelFunction): .entries
    default: .none
    }
  }

  /// Helpers that write neither maps nor memory that they are given.
  private static let unchanging = Set(
    [
      "bpf_map_lookup_elem", "bpf_ktime_get_ns", "bpf_ktime_get_boot_ns", "bpf_ktime_get_coarse_ns",
      "bpf_ktime_get_tai_ns", "bpf_get_prandom_u32", "bpf_get_smp_processor_id", "bpf_get_numa_node_id",
      "bpf_jiffies64",
      "bpf_trace_printk", "bpf_redirect", "bpf_redirect_map", "bpf_redirect_peer", "bpf_redirect_neigh",
      "bpf_clone_redirect", "bpf_tail_call", "bpf_csum_diff", "bpf_csum_update", "bpf_csum_level",
      "bpf_get_hash_recalc",
      "bpf_set_hash", "bpf_set_hash_invalid", "bpf_skb_store_bytes", "bpf_l3_csum_replace", "bpf_l4_csum_replace",
      "bpf_skb_vlan_push", "bpf_skb_vlan_pop", "bpf_skb_change_proto", "bpf_skb_change_type", "bpf_skb_change_tail",
      "bpf_skb_change_head", "bpf_skb_adjust_room", "bpf_skb_pull_data", "bpf_xdp_adjust_head", "bpf_xdp_adjust_meta",
      "bpf_xdp_adjust_tail", "bpf_xdp_get_buff_len", "bpf_get_current_pid_tgid", "bpf_get_current_uid_gid",
      "bpf_get_current_cgroup_id", "bpf_get_cgroup_classid", "bpf_get_route_realm", "bpf_get_socket_cookie",
      "bpf_get_socket_uid", "bpf_get_netns_cookie", "bpf_skb_cgroup_id", "bpf_skb_under_cgroup", "bpf_sk_release",
      "bpf_sk_lookup_tcp", "bpf_sk_lookup_udp", "bpf_skc_lookup_tcp", "bpf_sk_fullsock", "bpf_tcp_sock",
      "bpf_get_listener_sock", "bpf_skb_ecn_set_ce", "bpf_spin_lock", "bpf_spin_unlock",
    ].compactMap(HelperID.init(name:)))

  /// Helpers that write memory that they are given, which may be a value, and no map.
  private static let filling = Set(
    [
      "bpf_skb_load_bytes", "bpf_skb_load_bytes_relative", "bpf_xdp_load_bytes", "bpf_xdp_store_bytes",
      "bpf_fib_lookup",
      "bpf_get_current_comm", "bpf_probe_read", "bpf_probe_read_kernel", "bpf_probe_read_user",
      "bpf_probe_read_kernel_str", "bpf_probe_read_user_str", "bpf_skb_get_tunnel_key", "bpf_skb_get_tunnel_opt",
      "bpf_skb_get_xfrm_state", "bpf_snprintf", "bpf_check_mtu",
    ].compactMap(HelperID.init(name:)))

  /// The marks that stand for chosen sites, a flag for each byte of the map.
  public func marks(for chosen: (Int) -> Bool) -> [Bool] {
    var marks = [Bool](repeating: false, count: count)
    for site in 0..<count where chosen(site) { marks[mark(ofSite: site)] = true }
    return marks
  }
}
