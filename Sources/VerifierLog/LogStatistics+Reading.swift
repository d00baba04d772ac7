extension LogStatistics {
  /// Reads what a line of figures says into `statistics`, from position `at` on.
  ///
  /// `processed 19 insns (limit 1000000) max_states_per_insn 0 ...` (from 5.2), `processed 19 insns (limit 131072), stack
  /// depth 8` (before), `verification time 12 usec`, `stack depth 24+8`; from 7.3 on
  /// `subprog 0 (main) main insns_self 5 insns_total 5 stack 24` instead.
  static func read(_ line: Span<UInt8>, at: Int, into figures: inout PartialStatistics) {
    if let number = number(line, after: "verification time ", from: at) { figures.microseconds = number }
    if let depth = line.first("stack depth ", from: at) {
      var position = depth + 12
      var depths: [Int] = []
      while let depth = line.decimal(&position), depths.count < 1_024 {
        depths.append(depth)
        guard line.byte(position) == UInt8(ascii: "+") else { break }
        position += 1
      }
      if !depths.isEmpty { figures.stackDepths = depths }
    }
    if line.has("subprog ", at: at), let figure = line.first(" insns_self ", from: at),
      let depth = number(line, after: " stack ", from: figure)
    {
      // A line for each subprogram, in order.
      figures.stackDepths = ((figures.stackDepths ?? []) + [depth]).suffix(1_024)
      return
    }
    guard let verified = number(line, after: "processed ", from: at) else { return }
    var statistics = LogStatistics(verifiedInstructions: verified)
    statistics.limit = number(line, after: "(limit ", from: at)
    statistics.maxStatesPerInstruction = number(line, after: "max_states_per_insn ", from: at)
    statistics.totalStates = number(line, after: "total_states ", from: at)
    statistics.peakStates = number(line, after: "peak_states ", from: at)
    statistics.markRead = number(line, after: "mark_read ", from: at)
    figures.processed = statistics
  }

  private static func number(_ line: Span<UInt8>, after word: StaticString, from start: Int) -> Int? {
    guard let hit = line.first(word, from: start) else { return nil }
    var at = hit + word.utf8CodeUnitCount
    return line.decimal(&at)
  }
}

/// The figures of one log, which stand on up to three lines in any order.
struct PartialStatistics: Sendable {
  var processed: LogStatistics?
  var microseconds: Int?
  var stackDepths: [Int]?

  /// The figures together; nil when the line that every kernel prints was not seen.
  var whole: LogStatistics? {
    guard var whole = processed else { return nil }
    whole.verificationMicroseconds = microseconds
    whole.stackDepths = stackDepths
    return whole
  }
}
