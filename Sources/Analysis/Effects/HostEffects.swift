public import BPF
public import BPFObject
public import KernelFacts

/// What a program does to tasks that do not know of it, once it is attached for all of them.
public enum HostEffects {
  private static let helpers: [(name: String, effect: String)] = [
    ("bpf_send_signal", "sends signals to the task it runs in (bpf_send_signal)"),
    ("bpf_send_signal_thread", "sends signals to the thread it runs in (bpf_send_signal_thread)"),
    ("bpf_override_return", "changes what kernel functions return (bpf_override_return)"),
    ("bpf_probe_write_user", "writes the memory of the task it runs in (bpf_probe_write_user)"),
    ("bpf_sys_bpf", "makes bpf system calls (bpf_sys_bpf)"),
  ]

  /// Beginnings of the names of kernel functions that change nothing but the program's own state.
  private static let harmless = [
    "bpf_iter_", "bpf_rcu_read_", "bpf_dynptr_", "bpf_obj_", "bpf_refcount_", "bpf_list_", "bpf_rbtree_",
    "bpf_cast_to_kern_ctx", "bpf_rdonly_cast", "bpf_task_acquire", "bpf_task_release", "bpf_task_from_pid",
    "bpf_task_from_vpid", "bpf_cgroup_acquire", "bpf_cgroup_release", "bpf_cgroup_ancestor", "bpf_cgroup_from_id",
    "bpf_task_under_cgroup", "bpf_preempt_", "bpf_local_irq_", "bpf_copy_from_user", "bpf_strn", "bpf_strcmp",
    "bpf_strlen", "bpf_strchr", "bpf_strstr", "bpf_percpu_obj_", "bpf_cpumask_", "bpf_get_kmem_cache", "bpf_session_",
    "bpf_ksym_exists", "bpf_map_sum_elem_count",
  ]

  /// Whether a program that is attached as its section says runs for tasks that do not know of it.
  public static func reachesEveryTask(_ match: SectionMatch) -> Bool {
    switch match.programType {
    case .kprobe, .tracepoint, .rawTracepoint, .rawTracepointWritable, .structOps: true
    // An iterator runs when somebody reads it.
    case .tracing: match.attachType != .traceIter
    case .lsm: match.attachType != .lsmCgroup
    default: false
    }
  }

  /// The effects of the helpers that a program calls.
  public static func of(_ called: Set<HelperID>) -> [String] {
    helpers.compactMap { name, effect in
      if let helper = HelperID(name: name), called.contains(helper) { effect } else { nil }
    }
  }

  /// The effects, each as what the program does; empty when it only watches.
  public static func of(_ program: Program, type: ProgramType, attachType: AttachType, in object: ObjectFile)
    -> [String]
  {
    var effects: [String] = []
    switch type {
    case .lsm: effects.append("decides what other tasks may do (lsm)")
    case .structOps: effects.append("becomes a part of the kernel (struct_ops)")
    case .tracing where attachType == .modifyReturn:
      effects.append("changes what kernel functions return (fmod_ret)")
    default: break
    }
    let called = Set(
      program.instructions.compactMap { instruction -> HelperID? in
        if case .call(.helper(let helper)) = instruction.kind { helper } else { nil }
      })
    effects += of(called)
    let functions = Set(
      program.references.compactMap { reference -> String? in
        guard case .extern(let index) = reference.target, object.externs[index].kind == .kernelFunction else {
          return nil
        }
        return object.externs[index].name
      })
    for name in functions.sorted() where !harmless.contains(where: name.hasPrefix) {
      effects.append("calls the kernel function \(name)")
    }
    return effects
  }
}
