public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A loop that clang unrolled, where every target could run it as a loop.
public enum UnrolledLoopRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2309", name: "unrolled-loop", group: .slow, severity: .note,
    title: "a loop was unrolled many times, and every kernel that the program is meant for has loops",
    why: """
      Each round is code of its own: more to verify, more to compile, more to miss in the instruction cache. Kernels from \
      5.3 run bounded loops, bpf_loop (5.17) and bpf_for (6.4) do not even cost the verifier their rounds.
      """,
    fix: "drop the unrolling; use bpf_for or bpf_loop where the verifier needs too long", since: KernelVersion(5, 3),
    seeAlso: ["A1103"])

  /// Fewer rounds than this are often faster unrolled.
  private static let least = 16

  /// Each call that stands at least so often in a function at the same line and column.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard !subject.targets.isEmpty, subject.targets.allSatisfy({ page.concerns($0.version) }) else { return [] }
    return subject.programs.flatMap { program -> [Finding] in
      var places: [Place: [Int]] = [:]
      for call in program.flow.calls {
        guard let line = program.program.line(atSlot: call.slot), line.line > 0 else { continue }
        let place = Place(
          file: line.file, line: line.line, column: line.column, function: call.function,
          callee: call.helper?.rawValue ?? 0)
        places[place, default: []].append(call.slot)
      }
      // Of nested calls in one loop's body the first tells.
      let most = places.filter { $0.value.count >= least }.min { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
      guard let slots = most?.value, let first = slots.first else { return [] }
      return [
        finding(
          "this line stands \(slots.count) times in \(program.program.name): a loop was unrolled", in: program,
          slot: first, label: "\(slots.count) copies",
          claim: .inferred(because: "that many calls have the same line and column"))
      ]
    }
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
    var column: Int
    var function: Int
    var callee: UInt32
  }
}
