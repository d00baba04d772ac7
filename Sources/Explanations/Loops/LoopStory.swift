import Analysis
import BPF
import BPFObject
import BTF
import Findings
import VerifierLog

/// The loop that a refusal is about, told on its head.
struct LoopStory {
  /// The head, where the loop's rounds are decided.
  let head: LabelledSpan
  /// Loops around it, and what else belongs to the story.
  let others: [LabelledSpan]
  /// What ends it; nil where only the log is known.
  let bound: ProgramLoop.Bound?
  /// What has to hold for another round.
  let condition: String?

  /// The loop that the instruction at `slot` is in; without one, the loop that costs most. Nil when there is none.
  init?(_ rejection: Rejection, near slot: Int?) {
    if let program = rejection.program, !program.instructions.isEmpty {
      let loops = ProgramLoop.all(in: program)
      let near = slot.map { slot in loops.filter { $0.contains(slot) } } ?? []
      guard let loop = near.first ?? Self.costliest(loops, rejection) else { return nil }
      let around = loops.filter { other in
        other.depth < loop.depth && other.function == loop.function
          && loop.slots.allSatisfy { other.contains($0.lowerBound) }
      }
      self.init(loop, around: around, rejection, program)
    } else {
      guard let head = Self.loggedHead(rejection) else { return nil }
      self.init(head: head, others: [], bound: nil)
    }
  }

  private init?(_ loop: ProgramLoop, around: [ProgramLoop], _ rejection: Rejection, _ program: Program) {
    guard let head = Self.head(of: loop, rejection, program) else { return nil }
    let others = around.compactMap { other in
      Self.head(of: other, rejection, program).map { head in
        var head = head
        let condition = head.text.flatMap { LoopSource($0).condition }
        head.label = "a loop around it" + (condition.map { ", which goes on while `\($0)`" } ?? "")
        return head
      }
    }
    let loops = others.filter { !$0.span.isSameLine(as: head.span) }
    let branches = Self.branches(in: loop, but: loops + [head], rejection, program)
    self.init(head: head, others: loops + branches, bound: loop.bound)
  }

  private init(head: LabelledSpan, others: [LabelledSpan], bound: ProgramLoop.Bound?) {
    let condition = head.text.flatMap { LoopSource($0).condition }
    var head = head
    switch bound {
    case .constant(let limit):
      head.label =
        (condition.map { "this loop goes on while `\($0)`" } ?? "this loop counts to \(GroupedDigits(limit))")
        + ", and each round is walked anew"
    case .open:
      head.label =
        condition.map { "no constant bounds this loop: it goes on while `\($0)`" }
        ?? "no constant bounds this loop's rounds"
    case .some(.none): head.label = "nothing leads out of this loop"
    case nil: head.label = condition.map { "this loop goes on while `\($0)`" } ?? "this loop is walked round by round"
    }
    self.head = head
    self.others = others
    self.bound = bound
    self.condition = condition
  }

  /// Puts the loop into an explanation.
  func tell(_ explained: Explained) -> Explained {
    var explained = explained
    explained.primary = head
    explained.related = others
    return explained
  }

  /// The lines in a loop's body that branch, but for those of its head and of the loops around it.
  private static func branches(
    in loop: ProgramLoop, but known: [LabelledSpan], _ rejection: Rejection, _ program: Program
  ) -> [LabelledSpan] {
    var found: [LabelledSpan] = []
    for slots in loop.slots {
      for slot in slots {
        guard let index = program.slots.instruction(atSlot: slot), case .branch = program.instructions[index].kind,
          let span = rejection.span(ofSlot: slot, "each round branches here"),
          !(known + found).contains(where: { $0.span.isSameLine(as: span.span) }),
          !(span.text.map(LoopSource.isHead) ?? false)
        else { continue }
        found.append(span)
      }
    }
    return Array(found.prefix(2))
  }

  /// The loop that most likely took the verifier's time: by the lines that it walked most, where the log tells; else one
  /// without a constant bound; else the innermost of the deepest nest, by its rounds.
  private static func costliest(_ loops: [ProgramLoop], _ rejection: Rejection) -> ProgramLoop? {
    if let program = rejection.program,
      let hottest = rejection.digest.lineCounts.first(where: { $0.line != nil }),
      let slot = program.lineInfo.first(where: { $0.line == hottest.line && $0.text == hottest.text })?.slot,
      let loop = loops.first(where: { $0.contains(slot) })
    {
      return loop
    }
    return loops.first { $0.bound != .constant(0) && !$0.isConstant }
      ?? loops.max { ($0.depth, $0.limit) < ($1.depth, $1.limit) }
  }

  /// The line of a loop that shows how it goes on.
  private static func head(of loop: ProgramLoop, _ rejection: Rejection, _ program: Program) -> LabelledSpan? {
    let own = loop.slots.flatMap { slots in slots.compactMap { slot in program.line(atSlot: slot).map { (slot, $0) } } }
      .filter { $0.1.line > 0 }
    let heads = own.filter { LoopSource.isHead($0.1.text) }
    // Inner loops stand behind the heads of those around them.
    let innermost = heads.map { $0.1.line }.min()
    if let innermost, let slot = heads.first(where: { $0.1.line == innermost })?.0 {
      return rejection.span(ofSlot: slot, "")
    }
    guard let first = own.min(by: { $0.1.line < $1.1.line }) else { return nil }
    if let outline = rejection.sources[first.1.file], let function = outline.function(atLine: first.1.line) {
      for line in stride(from: first.1.line, through: max(function.lines.lowerBound, first.1.line - 4), by: -1) {
        if let text = outline.text(ofLine: line), LoopSource.isHead(text) { return outline.span(ofLine: line, "") }
      }
    }
    return rejection.span(ofSlot: first.0, "")
  }

  /// The head of the loop that the log shows most of: by the lines walked most, else by the newest jump back.
  private static func loggedHead(_ rejection: Rejection) -> LabelledSpan? {
    let counted = rejection.digest.lineCounts.prefix(8).first { LoopSource.isHead($0.text) }
    if let counted {
      return LabelledSpan(SourceSpan(file: counted.file ?? "", line: counted.line ?? 0), label: "", text: counted.text)
    }
    let trace = rejection.trace
    for step in trace.steps.indices.dropFirst().reversed() {
      let from = trace.steps[step - 1]
      guard trace.steps[step].isContinuous, trace.steps[step].frame == from.frame, trace.steps[step].slot <= from.slot,
        from.instruction?.kind != .exit
      else { continue }
      let body = trace.steps[step].slot...from.slot
      let head = trace.steps.indices.last {
        body.contains(trace.steps[$0].slot) && rejection.text(of: $0).map(LoopSource.isHead) ?? false
      }
      return rejection.span(head ?? step - 1, "")
    }
    return nil
  }
}

extension ProgramLoop {
  fileprivate var isConstant: Bool {
    if case .constant = bound { return true }
    return false
  }

  fileprivate var limit: Int {
    if case .constant(let limit) = bound { return limit }
    return 0
  }
}
