public import BPF

/// Helpers that tell another thing under a host type than where the program belongs.
public enum HostedHelper {
  /// Why a call cannot be what it is to the program; nil when it can.
  public static func obstacle(_ helper: HelperID) -> String? {
    switch helper.name {
    case "bpf_get_stackid", "bpf_get_stack", "bpf_get_task_stack": "the stack would be that of Assay's own task"
    case "bpf_get_func_ip", "bpf_get_attach_cookie", "bpf_get_func_arg", "bpf_get_func_ret", "bpf_get_func_arg_cnt":
      "it tells of the place that a program is attached to"
    case "bpf_perf_prog_read_value", "bpf_read_branch_records": "it reads the event that a program is attached to"
    case "bpf_override_return": "it changes what the probed function returns"
    case "bpf_send_signal", "bpf_send_signal_thread": "the signal would go to Assay's own task"
    default: nil
    }
  }
}
