import Glibc
import Jobs

/// What it means that the kernel does not register a struct_ops.
struct StructOpsRefusal {
  /// The map that holds it: the variable's name.
  let map: String
  /// The error number, positive.
  let code: Int32

  /// The refusal; `lines` are what libbpf said.
  func refusal(_ lines: [String]) -> Refusal {
    let words = ErrorNumber(code).text
    return switch code {
    case EPERM, EACCES:
      Refusal(
        .environment, Reason("this process may not register struct_ops \(map): \(words)", errno: code, evidence: lines))
    case EEXIST:
      attach("struct_ops \(map) cannot be registered: the kernel has one of that name already", nil, lines)
    case EINVAL:
      attach(
        "struct_ops \(map) cannot be registered: a member that this kind must have is missing, or one has a value that it may not have",
        "The kernel's log may say which (dmesg); a tcp_congestion_ops needs ssthresh, undo_cwnd, and cong_avoid or cong_control.",
        lines)
    default: attach("struct_ops \(map) cannot be registered: \(words)", nil, lines)
    }
  }

  private func attach(_ summary: String, _ advice: String?, _ lines: [String]) -> Refusal {
    Refusal(.attach, Reason(summary, advice: advice, errno: code, evidence: lines))
  }
}
