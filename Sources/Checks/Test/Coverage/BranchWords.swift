import BPF
import BPFObject
import BTF
import Rewriting

/// What the ways of branches need, in the words of the source where the condition is simple: one comparison, or one of
/// several on the line that no other can be.
struct BranchWords {
  /// What must hold so that a branch is taken, and so that it is not.
  struct Needs: Hashable {
    var taken: String
    var notTaken: String
  }

  let program: Program
  let code: ProgramCode
  let sites: CoverageSites

  /// The branch in the verifier's words.
  func text(ofBranch number: Int) -> String {
    let branch = sites.branches[number]
    guard let index = code.slots.instruction(atSlot: branch.slot) else { return "" }
    return Disassembler().text(code.instructions[index], slot: branch.slot)
  }

  /// What a branch's ways need; nil where that cannot be told.
  func condition(ofBranch number: Int) -> Needs? {
    let branch = sites.branches[number]
    guard let index = code.slots.instruction(atSlot: branch.slot), let line = program.line(atSlot: branch.slot),
      case .branch(let condition, _, _, let right, _) = code.instructions[index].kind
    else { return nil }
    let conditions = SourceCondition.all(in: line.text)
    // More branches than comparisons: some are of what the line calls.
    let function = sites.blocks[branch.block].function
    let branches = sites.branches.count { other in
      guard sites.blocks[other.block].function == function, let record = program.line(atSlot: other.slot) else {
        return false
      }
      return record.line == line.line && record.file == line.file
    }
    // Two comparisons that could both be it leave it open.
    let needs = conditions.compactMap { $0.needs(condition, right) }
    return branches <= max(conditions.count, conditions.first?.branches ?? 0) && needs.count == 1 ? needs[0] : nil
  }
}
