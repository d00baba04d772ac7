/// What a kernel function does to what a program has to give back.
public enum KernelFunctionUse: Hashable, Sendable {
  /// It gives an object or NULL.
  case gives
  /// It gives an object, which on some kernels may be NULL.
  case keeps
  /// It takes an object back, its first argument.
  case takes
  /// It makes something in the variable whose address is its first argument.
  case makes
  /// It ends what is in the variable whose address is its first argument.
  case ends

  /// Of a function by its name; nil for one that is not in the table, and is no iterator's.
  public static func of(_ name: some StringProtocol) -> KernelFunctionUse? {
    if name.hasPrefix("bpf_iter_") {
      if name.hasSuffix("_new") { return .makes }
      if name.hasSuffix("_destroy") { return .ends }
    }
    return FactTable.fields(of: name, in: table).flatMap { $0.count == 2 ? words[String($0[1])] : nil }
  }

  private static let words: [String: KernelFunctionUse] = ["gives": .gives, "keeps": .keeps, "takes": .takes]

  /// name, use. Source: the flags KF_ACQUIRE, KF_RET_NULL and KF_RELEASE in kernel/bpf/helpers.c, cpumask.c and
  /// fs/bpf_fs_kfuncs.c of 6.12 to 7.3.
  static let table: StaticString = """
    bpf_task_from_pid	gives
    bpf_task_from_vpid	gives
    bpf_task_acquire	keeps
    bpf_task_release	takes
    bpf_cgroup_from_id	gives
    bpf_cgroup_ancestor	gives
    bpf_cgroup_acquire	keeps
    bpf_cgroup_release	takes
    bpf_cpumask_create	gives
    bpf_cpumask_acquire	keeps
    bpf_cpumask_release	takes
    bpf_obj_new_impl	gives
    bpf_obj_drop_impl	takes
    bpf_get_task_exe_file	gives
    bpf_put_file	takes
    """
}
