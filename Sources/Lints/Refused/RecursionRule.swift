public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A function that comes to call itself.
public enum RecursionRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2019", name: "recursion", group: .refused, severity: .error,
    title: "a function calls itself, directly or through others",
    why: "No kernel loads recursion: how deep it goes cannot be bounded, and neither can its stack.",
    fix: "turn it into a loop with a bound, or into a tail call, of which kernels allow 33",
    seeAlso: ["A1809"])

  /// The first circle of calls in each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      let calls = program.flow.structure.calls
      let frames = [Int](repeating: 1, count: calls.callees.count)
      do throws(StackFault) {
        _ = try StackDepth.deepest(calls, frames: frames, rule: .oneEach)
        return nil
      } catch {
        guard case .recursion(let circle) = error, let first = circle.first, let last = circle.last else { return nil }
        let names = (circle + [first]).map { program.program.subprograms[$0].name }
        let site = calls.sites.first { $0.caller == last && $0.callee == first }
        return finding(
          names.count == 2
            ? "\(names[0]) calls itself" : "functions call each other: \(names.joined(separator: " → "))",
          in: program, slot: site?.slot ?? 0, label: "calls \(program.program.subprograms[first].name) again",
          claim: .inferred(because: "the calls of its functions"))
      }
    }
  }
}
