public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// `return 0` in an XDP program.
public enum XDPAbortedRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2111", name: "xdp-aborted", group: .wrong, severity: .warning,
    title: "an XDP program returns 0, which is XDP_ABORTED",
    why: """
      0 is not \"fine\": it drops the packet and fires the xdp:xdp_exception tracepoint, which is meant for errors. XDP_PASS \
      is 2, XDP_DROP 1.
      """,
    fix: "return XDP_PASS, XDP_DROP, or XDP_ABORTED by name where an error is meant")

  /// A program that returns 0 on some path and nowhere says so by name.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { $0.type == .xdp ? zero(returnedBy: $0) : nil }
  }

  private static func zero(returnedBy program: LintedProgram) -> Finding? {
    guard let graph = program.flow.structure.functions.first?.graph else { return nil }
    var places: Set<Int> = []
    for (number, block) in graph.blocks.enumerated() {
      guard let last = block.instructions.last, program.flow.instructions[last].kind == .exit else { continue }
      places.formUnion(program.flow.definitions(of: 0, before: last, in: number, of: 0))
    }
    let zero = places.sorted().first { index in
      if case .move(_, _, .immediate(0)) = program.flow.instructions[index].kind { true } else { false }
    }
    guard let zero, program.lines("", where: { SourceNames.mentions("XDP_ABORTED", in: $0) })?.isEmpty ?? true else {
      return nil
    }
    let slot = program.program.slots.slot(ofInstruction: zero)
    let said = program.lines("0 is XDP_ABORTED") { $0.contains("return 0;") }?.first
    // Without the C text, the line itself has to say that it is no constant of another name.
    guard program.lines("", where: { _ in true }) != nil || program.span(slot, "").text?.contains("return 0;") ?? true
    else { return nil }
    return finding(
      "\(program.program.name) returns 0, which is XDP_ABORTED: the packet is dropped as an error", in: program,
      slot: slot, primary: said ?? program.span(slot, "0 is XDP_ABORTED"),
      claim: .inferred(because: "a path sets the result to 0"))
  }
}
