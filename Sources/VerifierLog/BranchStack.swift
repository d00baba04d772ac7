/// The branches that the verifier may have set aside on the path it is on.
///
/// At a conditional jump whose outcome it cannot tell, the verifier goes one way and pushes the other onto a stack; when
/// a path ends, the newest entry is popped (kernel/bpf/verifier.c: `push_stack`, `pop_stack`). The log shows only the
/// pops, so every jump that may have been pushed is noted here, and those above a popped one turn out never to have been.
struct BranchStack: Sendable {
  /// A branch that may have been set aside.
  private struct Entry: Sendable {
    var from: Int32
    /// Where it goes on; -1 when the log does not tell (a callback, an iterator, an indirect jump).
    var to: Int32
    /// The path's length, in lines, with the branching instruction.
    var depth: Int
  }

  /// The verifier itself stops at 8,192 pending branches (`BPF_COMPLEXITY_LIMIT_JMP_SEQ`); jumps whose outcome is known
  /// are noted too. What is over is forgotten from the bottom.
  private static let most = 1 << 17

  private var entries: [Entry] = []
  /// Steps that searches may still take: each line adds some, so that all searches together stay linear in the log.
  private var credit = 0

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
  }

  /// A line was read.
  mutating func addCredit() {
    if credit < 1 << 20 { credit += 16 }
  }

  /// Takes up to `wanted` search steps from the credit.
  mutating func spend(_ wanted: Int) -> Int {
    let granted = min(wanted, credit)
    credit -= granted
    return granted
  }

  mutating func note(from: Int, to: Int?, depth: Int) {
    entries.append(
      Entry(from: Int32(truncatingIfNeeded: from), to: Int32(truncatingIfNeeded: to ?? -1), depth: depth))
    if entries.count > 2 * Self.most { entries.removeFirst(entries.count - Self.most) }
  }

  /// Takes the newest branch to `to`, of the jump at `from` when that is known, and drops all above it. Gives the
  /// path's length at the jump; nil, and nothing dropped, when no such branch was noted.
  mutating func take(from: Int?, to: Int) -> Int? {
    let wantedTo = Int32(truncatingIfNeeded: to)
    var index = entries.count
    while index > 0, credit > 0 {
      index -= 1
      credit -= 1
      let entry = entries[index]
      if let from {
        guard entry.from == Int32(truncatingIfNeeded: from), entry.to == wantedTo || entry.to < 0 else { continue }
      } else {
        guard entry.to == wantedTo else { continue }
      }
      // An indirect jump sets aside one branch for each of its targets: it stays.
      entries.removeSubrange((entry.to < 0 ? index + 1 : index)...)
      return entry.depth
    }
    return nil
  }
}
