public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// More functions on top of each other than the verifier follows.
public enum CallDepthRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2018", name: "call-depth", group: .refused, severity: .error,
    title: "more than 8 functions are called on top of each other",
    why: """
      The verifier follows at most 8 frames (MAX_CALL_FRAMES), the program's own among them; callbacks count. 7.3 follows \
      more.
      """,
    fix: "let clang inline the small functions of the chain (static __always_inline), or call them one after another",
    seeAlso: ["A1004"])

  /// 6.18 was asked and refused such a chain, 7.3 took it; between them, nobody was asked.
  private static let end = KernelVersion(6, 19)

  /// The longest chain of each program, where it is too long for a target, or for the kernels in use.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard subject.targets.isEmpty || subject.targets.contains(where: { $0.version < end }) else { return [] }
    return subject.programs.compactMap { program in
      // Each function's frame as one byte: the heaviest chain is the longest.
      let calls = program.flow.structure.calls
      let rule = StackRule.oneEach
      let frames = [Int](repeating: 1, count: calls.callees.count)
      guard let deepest = try? StackDepth.deepest(calls, frames: frames, rule: rule),
        deepest.functions.count > KernelLimits.callFrames, deepest.functions.count > 1
      else { return nil }
      let names = deepest.functions.map { program.program.subprograms[$0].name }
      let last = deepest.functions[KernelLimits.callFrames - 1]
      let over = deepest.functions[KernelLimits.callFrames]
      let site = calls.sites.first { $0.caller == last && $0.callee == over }
      return finding(
        "\(names.count) functions on top of each other: \(names.joined(separator: " → "))", in: program,
        slot: site?.slot ?? 0, label: "the ninth frame",
        claim: .inferred(because: "the calls of its functions"))
    }
  }
}
