public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A result that means something else for the program's type.
public enum ForeignResultRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2121", name: "foreign-result", group: .wrong, severity: .warning,
    title: "a program returns what means something else for its type",
    why: """
      Each type has its own answers, and they are plain numbers: XDP_PASS is 2, which tc takes for TC_ACT_SHOT and drops the \
      packet; TC_ACT_OK is 0, which is XDP_ABORTED. Programs of cgroups and SEC("sk_lookup") allow with 1 and refuse with 0: \
      one that only watches and returns 0 refuses everything.
      """,
    fix:
      "return the answers of the program's own type: XDP_*, TC_ACT_*, SK_*, or 1 to allow and 0 to refuse in a cgroup",
    seeAlso: ["A2111", "A2035"])

  /// Types by what their answers begin with; where other names stand for the same numbers, they are among them.
  private static let families: [(prefix: String, types: Set<ProgramType>)] = [
    ("XDP_", [.xdp]), ("TC_ACT_", [.schedCls, .schedAct, .lwtIn, .lwtOut, .lwtXmit, .flowDissector]),
    ("NF_", [.netfilter]),
  ]
  /// Types of the packet's way, on which one family is easily taken for another.
  private static let types: Set<ProgramType> = [
    .xdp, .schedCls, .schedAct, .netfilter, .cgroupSkb, .socketFilter, .lwtIn, .lwtOut, .lwtXmit, .skSkb, .skMsg,
    .skLookup, .flowDissector,
  ]
  /// Types for which 0 refuses what was asked.
  private static let refusing: Set<ProgramType> = [
    .cgroupSkb, .cgroupSock, .cgroupSockAddr, .cgroupDevice, .cgroupSysctl, .skLookup, .skMsg, .netfilter,
  ]

  /// The first line of each program that returns another family's answer; a program that does something, and always
  /// answers 0 where that refuses.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in foreign(program) ?? refusal(program) }
  }

  private static func foreign(_ program: LintedProgram) -> Finding? {
    guard let type = program.type, types.contains(type) else { return nil }
    for family in families where !family.types.contains(type) {
      let line = program.lines("") { answer(of: family.prefix, in: $0) != nil }?.first
      guard let line, let name = line.text.flatMap({ answer(of: family.prefix, in: $0) }) else { continue }
      return finding(
        "\(name) is returned by a program of type \(type.name)", in: program,
        primary: LabelledSpan(line.span, label: "means something else there", text: line.text),
        claim: .declared(section: program.program.section))
    }
    return nil
  }

  /// The name behind a line's `return`, also as a choice's second.
  private static func answer(of prefix: String, in line: String) -> String? {
    guard let start = line.firstRange(of: "return ")?.upperBound else { return nil }
    let words = line[start...].prefix { $0 != ";" && $0 != "(" }
      .split { !SourceNames.isWord($0.utf8.first ?? 0) }.map(String.init)
    return words.first { $0.hasPrefix(prefix) }
  }

  private static func refusal(_ program: LintedProgram) -> Finding? {
    guard let type = program.type, refusing.contains(type), let graph = program.flow.structure.functions.first?.graph,
      // A program that only refuses is meant to.
      !program.flow.calls.isEmpty
    else { return nil }
    var zeros: Set<Int> = []
    for (number, block) in graph.blocks.enumerated() {
      guard let last = block.instructions.last, program.flow.instructions[last].kind == .exit else { continue }
      for index in program.flow.definitions(of: 0, before: last, in: number, of: 0) {
        guard case .move(_, _, .immediate(0)) = program.flow.instructions[index].kind else { return nil }
        zeros.insert(index)
      }
    }
    guard let zero = zeros.max() else { return nil }
    let slot = program.program.slots.slot(ofInstruction: zero)
    let said = program.lines("refuses") { $0.contains("return 0;") }?.last
    guard
      let place = said
        ?? (program.span(slot, "").text?.contains("return 0;") == true ? program.span(slot, "refuses") : nil)
    else { return nil }
    return finding(
      "\(program.program.name) returns 0 on every path: it refuses everything that it sees", in: program, slot: slot,
      primary: place, fix: "return \(type == .netfilter ? "NF_ACCEPT" : "1") where nothing is to be refused",
      claim: .inferred(because: "every path sets the result to 0"))
  }
}
