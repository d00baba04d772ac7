public import Findings
import Analysis
import BPF
import BPFObject

/// Bytes that were never written, sent to user space.
public enum PaddingLeakRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2106", name: "padding-leak", group: .wrong, severity: .warning,
    title: "bytes that were never written are sent to user space",
    why: """
      Padding that no member covers holds what the stack held before: kernel data, and different for equal events. Since 6.3 \
      the verifier lets that through (with CAP_PERFMON); older kernels refuse the program.
      """,
    fix:
      "clear the event with __builtin_memset before filling it, or reserve it in the ring buffer and set every member",
    seeAlso: ["A1301", "A2107"])

  /// By helper: the arguments with the data and its size.
  private static let outputs: [String: (data: Int, size: Int)] = [
    "bpf_perf_event_output": (3, 4), "bpf_ringbuf_output": (1, 2), "bpf_skb_output": (3, 4), "bpf_xdp_output": (3, 4),
  ]

  /// Each such call.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let (data, size) = call.helper?.name.flatMap({ outputs[$0] }),
          case .frame(let offset) = call.arguments[data], case .constant(let count) = call.arguments[size],
          (1...512).contains(count),
          case let missing = program.flow.unwritten(offset, count: Int(count), before: call), !missing.isEmpty,
          missing.count < Int(count)
        else { return nil }
        return finding(
          "\(ByteWords.list(missing)) of the event are never written, and sent to user space", in: program,
          slot: call.slot, label: "sends \(count) bytes", claim: .inferred(because: "no path to the call writes them"))
      }
    }
  }
}
