public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A perf buffer where every target has ring buffers.
public enum PerfBufferRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2302", name: "perf-buffer", group: .slow, severity: .note,
    title: "a perf buffer is used where a ring buffer would do",
    why: """
      A perf buffer keeps memory for each CPU, gives events of different CPUs out of order and copies each once more. A ring \
      buffer (since 5.8) is one for all CPUs, in order, and lets the program build the event where it goes.
      """,
    fix: "use BPF_MAP_TYPE_RINGBUF with bpf_ringbuf_reserve and bpf_ringbuf_submit", since: KernelVersion(5, 8))

  /// Each perf event array that events are sent to, where all targets have ring buffers.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard !subject.targets.isEmpty, subject.targets.allSatisfy({ page.concerns($0.version) }) else { return [] }
    let used = Set(
      subject.programs.flatMap { program in
        program.calls(of: "bpf_perf_event_output").compactMap { subject.map($0.arguments[1])?.name }
      })
    return subject.object.maps.filter { $0.type == .perfEventArray && used.contains($0.name) }.map { map in
      finding(
        "\(map.name) is a perf buffer: all kernels that this is for have ring buffers",
        primary: subject.mapLine(map.name, field: "type", "a ring buffer is one for all CPUs, in order"),
        claim: .declared(section: map.section))
    }
  }
}
