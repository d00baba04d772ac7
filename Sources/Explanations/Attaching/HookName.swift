/// What a program is attached to, from the name of the function that the kernel checks it against.
struct HookName {
  /// Such as `LSM hook file_open`, `tracepoint sched_switch`, `vfs_read`.
  let subject: String

  init(_ function: String) {
    let prefixes = [
      ("bpf_lsm_", "LSM hook "), ("__bpf_trace_", "tracepoint "), ("btf_trace_", "tracepoint "),
      ("bpf_iter_", "iterator "),
    ]
    for (prefix, noun) in prefixes where function.hasPrefix(prefix) {
      subject = noun + function.dropFirst(prefix.count)
      return
    }
    subject = function
  }
}
