import VerifierLog

/// One step of a path in numbers.
struct WalkRecord {
  /// The instruction's number.
  var slot: Int
  /// Its words, a text.
  var text: Int
  /// Its source line, -1 for none.
  var source: Int
  /// The call frame.
  var frame: Int
  /// Bits: 1 the path goes to the jump's target, 2 it does not, 4 lines before it are missing, 8 a call, 16 an exit,
  /// 32 a plain copy: its value is the one that it reads, 64 all that was known is forgotten before it.
  var flags: Int
  /// The registers it reads, a bit each.
  var reads: Int
  /// The registers it gives a value, a bit each.
  var writes: Int
  /// The registers it leaves without one, a bit each.
  var clobbers: Int
  /// The stack bytes it reads: a text, -1 for none.
  var stackRead: Int
  /// The stack bytes it writes: a text, -1 for none.
  var stackWrite: Int
  /// Lines left out before it, and the rounds of a loop that they are (0 where they are none).
  var omittedLines: Int
  /// Rounds of a loop left out before it.
  var omittedRounds: Int
  /// What it changes in its frame's state: pairs of a place and what it holds, both texts; -1 for nothing.
  var changes: [Int]

  /// The numbers, in the order that the script knows.
  func numbers(_ renumbered: (Int) -> Int) -> [Int] {
    func text(_ number: Int) -> Int { number < 0 ? number : renumbered(number) }
    return [
      slot, text(self.text), source, frame, flags, reads, writes, clobbers, text(stackRead), text(stackWrite),
      omittedLines, omittedRounds,
    ] + changes.map(text)
  }

  /// The texts that it mentions.
  var texts: [Int] { [text, stackRead, stackWrite].filter { $0 >= 0 } + changes.filter { $0 >= 0 } }

  /// Bytes of its numbers in JSON, at most.
  var cost: Int { 8 * 12 + 8 * changes.count }
}
