import BPF
import BPFObject
import BTF
import Findings
import VerifierLog

/// Where a program that is too complex goes round, or where its branches come from.
enum BranchingStory {
  /// Fewer branches from one source line are nothing special.
  private static let fewest = 32

  /// An explanation told on the loop that the path ends in; without a loop, on the line that most branches come from.
  static func tell(_ explained: Explained, of rejection: Rejection) -> Explained {
    let slot = rejection.failingStep.map { rejection.trace.steps[$0].slot }
    if let story = LoopStory(rejection, near: slot) {
      var told = story.tell(explained)
      if case .constant? = story.bound, !story.others.isEmpty {
        told.notes.append("the rounds of nested loops multiply")
      }
      return told
    }
    guard let line = densestLine(rejection) else { return explained }
    var told = explained
    told.primary = line.span
    told.related = rejection.programDeclaration("no loop is left in this program's code").map { [$0] } ?? []
    told.advice = "have the compiler keep this as a loop or a function of its own in place of \(line.count) copies"
    return told
  }

  /// The source line of most conditional jumps: an unrolled loop's, or that of code that was inlined many times.
  private static func densestLine(_ rejection: Rejection) -> (span: LabelledSpan, count: Int)? {
    guard let program = rejection.program else { return nil }
    var counts: [SourceSpan: (count: Int, slot: Int)] = [:]
    var slot = 0
    for instruction in program.instructions {
      if case .branch = instruction.kind, let line = program.line(atSlot: slot) {
        counts[SourceSpan(file: line.file, line: line.line), default: (0, slot)].count += 1
      }
      slot += instruction.slots
    }
    let most = counts.max { ($0.value.count, -$0.value.slot) < ($1.value.count, -$1.value.slot) }
    guard let most, most.value.count >= fewest else { return nil }
    let label = "\(most.value.count) branches of the program come from this line: it was unrolled or inlined"
    return rejection.span(ofSlot: most.value.slot, label).map { ($0, most.value.count) }
  }
}
