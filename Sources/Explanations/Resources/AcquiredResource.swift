/// What a function hands out that has to be given back, and how.
struct AcquiredResource {
  /// What it is: `a socket`.
  let noun: String
  /// The function that takes it back; nil where that is not known.
  let release: String?
  /// The number of the argument that stands for it, from 0; nil where it is what the function returns.
  let argument: Int?

  private init(_ noun: String, _ release: String?, argument: Int? = nil) {
    self.noun = noun
    self.release = release
    self.argument = argument
  }

  /// What a function acquires, by its name.
  init(from callee: String) {
    if let known = Self.known[callee] {
      self = known
    } else if callee.hasPrefix("bpf_iter_"), callee.hasSuffix("_new") {
      self.init("an iterator", String(callee.dropLast("new".count)) + "destroy", argument: 0)
    } else if callee.hasSuffix("_acquire") || callee.hasSuffix("_create") {
      self.init("an object", String(callee.dropLast("acquire".count)) + (callee.hasSuffix("_create") ? "" : "release"))
    } else {
      self.init("a reference", nil)
    }
  }

  private static let object = AcquiredResource("an allocated object", "bpf_obj_drop")
  private static let task = AcquiredResource("a task", "bpf_task_release")
  private static let group = AcquiredResource("a cgroup", "bpf_cgroup_release")
  private static let mask = AcquiredResource("a CPU mask", "bpf_cpumask_release")
  private static let socket = AcquiredResource("a socket", "bpf_sk_release")
  private static let connection = AcquiredResource("a connection", "bpf_ct_release")
  private static let key = AcquiredResource("a key", "bpf_key_put")

  private static let known: [String: AcquiredResource] = [
    "bpf_sk_lookup_tcp": socket, "bpf_sk_lookup_udp": socket, "bpf_skc_lookup_tcp": socket,
    "bpf_map_lookup_elem": socket,
    "bpf_ringbuf_reserve": AcquiredResource("a ring buffer record", "bpf_ringbuf_discard"),
    "bpf_ringbuf_reserve_dynptr": AcquiredResource(
      "a ring buffer record", "bpf_ringbuf_discard_dynptr", argument: 3),
    "bpf_kptr_xchg": AcquiredResource("the old value of a kptr", nil), "bpf_task_acquire": task,
    "bpf_task_from_pid": task, "bpf_task_from_vpid": task, "bpf_cgroup_acquire": group, "bpf_cgroup_from_id": group,
    "bpf_cgroup_ancestor": group, "bpf_task_get_cgroup1": group, "bpf_cpumask_create": mask,
    "bpf_cpumask_acquire": mask, "bpf_obj_new_impl": object, "bpf_obj_new": object,
    "bpf_refcount_acquire_impl": object, "bpf_refcount_acquire": object, "bpf_list_pop_front": object,
    "bpf_list_pop_back": object, "bpf_rbtree_remove": object,
    "bpf_percpu_obj_new_impl": AcquiredResource("an allocated object", "bpf_percpu_obj_drop"),
    "bpf_percpu_obj_new": AcquiredResource("an allocated object", "bpf_percpu_obj_drop"),
    "bpf_xdp_ct_lookup": connection, "bpf_skb_ct_lookup": connection, "bpf_xdp_ct_alloc": connection,
    "bpf_skb_ct_alloc": connection, "bpf_ct_insert_entry": connection,
    "bpf_get_task_exe_file": AcquiredResource("a file", "bpf_put_file"), "bpf_lookup_user_key": key,
    "bpf_lookup_system_key": key,
    "bpf_crypto_ctx_create": AcquiredResource("a crypto context", "bpf_crypto_ctx_release"),
    "bpf_crypto_ctx_acquire": AcquiredResource("a crypto context", "bpf_crypto_ctx_release"),
    "bpf_xdp_get_xfrm_state": AcquiredResource("an xfrm state", "bpf_xdp_xfrm_state_release"),
    "bpf_dynptr_from_file": AcquiredResource("a dynptr over a file", "bpf_dynptr_file_discard", argument: 2),
  ]
}
