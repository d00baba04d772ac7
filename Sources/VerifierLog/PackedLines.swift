/// Several lines of a log that another program's report holds in one: what aya and cilium/ebpf put before or around a
/// log's lines, and line ends written as `\n` in a logger's string.
struct PackedLines {
  /// The lines, in order.
  var lines: [[UInt8]] = []
  /// The program's name, where the report tells it.
  var program: String?
  /// The lines are a whole refusal: nothing of it follows.
  var isWhole = false
  /// What a loader says at the head of a log that follows line by line: `load program: invalid argument`.
  var head: String?

  /// What a line holds besides itself; nil when it is one line. To be asked only of lines that are nothing else.
  init?(_ line: Span<UInt8>) {
    if let lines = Self.escaped(line) {
      self.lines = lines
    } else if let at = line.first("Verifier output: ", from: 0) {
      lines = [Array(copying: line.extracting(at + 17..<line.count))]
    } else if let at = line.first("load program: ", from: 0), readSummary(line, at) {
      return
    } else {
      return nil
    }
  }

  // MARK: Line ends in a string

  /// A logger's string: it has several `\n`, and a verifier's figures or an instruction between them.
  private static func escaped(_ line: Span<UInt8>) -> [[UInt8]]? {
    guard let first = line.first("\\n", from: 0), line.first("\\n", from: first + 2) != nil,
      line.first("processed ", from: first) != nil || line.first(": (", from: first) != nil
    else { return nil }
    var lines: [[UInt8]] = [[]]
    var at = 0
    while at < line.count {
      guard line[at] == UInt8(ascii: "\\"), let next = line.byte(at + 1) else {
        lines[lines.count - 1].append(line[at])
        at += 1
        continue
      }
      switch next {
      case UInt8(ascii: "n"): lines.append([])
      case UInt8(ascii: "t"): lines[lines.count - 1].append(ASCII.tab)
      case UInt8(ascii: "r"): break
      default: lines[lines.count - 1].append(next)
      }
      at += 2
    }
    // What ends the string is the logger's.
    if let quote = lines[lines.count - 1].firstIndex(of: UInt8(ascii: "\"")) {
      lines[lines.count - 1].removeSubrange(quote...)
    }
    return lines
  }

  // MARK: cilium/ebpf's summary, and the head of its whole log

  /// `program count: load program: permission denied: 3: (79) r0 = *(u64 *)(r2 +0): R2 invalid mem access 'scalar' (8
  /// line(s) omitted)`: the last line of a log, or its last two, after the error's own words.
  private mutating func readSummary(_ line: Span<UInt8>, _ at: Int) -> Bool {
    var start = at + 14
    // The system's error: a few lower-case words, and a hint in brackets to some.
    while let byte = line.byte(start), byte == ASCII.space || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) {
      start += 1
    }
    guard start > at + 14 else { return false }
    if line.byte(start) == UInt8(ascii: "("), let close = line.first(UInt8(ascii: ")"), from: start) {
      start = close + 1
    }
    guard line.byte(start) == UInt8(ascii: ":") else { return false }
    let head = line.string(at..<start)
    start += 1
    program = Self.program(line, before: at)
    let text = line.trimmed(start..<Self.endOfSummary(line, from: start))
    guard !text.isEmpty else {
      self.head = head
      return true
    }
    isWhole = true
    let second = Self.secondLine(line, text)
    lines = [Array(copying: line.extracting(text.lowerBound..<(second.map { $0 - 2 } ?? text.upperBound)))]
    if let second { lines.append(Array(copying: line.extracting(second..<text.upperBound))) }
    return true
  }

  /// Where ` (8 line(s) omitted)`, ` (truncated, 8 line(s) omitted)` or a logger's closing quote begins.
  private static func endOfSummary(_ line: Span<UInt8>, from start: Int) -> Int {
    if let truncated = line.first(" (truncated", from: start) { return truncated }
    if let omitted = line.first(" line(s) omitted)", from: start) {
      var at = omitted
      while at > start, ASCII.isDigit(line[at - 1]) { at -= 1 }
      return line.byte(at - 1) == UInt8(ascii: "(") ? max(start, at - 1) : omitted
    }
    return line.first(UInt8(ascii: "\""), from: start) ?? line.count
  }

  /// `count` of `program count: load program: `.
  private static func program(_ line: Span<UInt8>, before end: Int) -> String? {
    guard end > 2, line.has(": ", at: end - 2) else { return nil }
    var at = end - 2
    while at > 0, line[at - 1] != ASCII.space { at -= 1 }
    guard line.has("program ", at: at - 8), at < end - 2 else { return nil }
    return line.string(at..<end - 2)
  }

  /// Where the second of two lines begins: after an instruction, or with a register or an exit that is refused.
  private static func secondLine(_ line: Span<UInt8>, _ text: Range<Int>) -> Int? {
    var from = text.lowerBound
    var number = from
    let isInstruction =
      line.decimal(&number) != nil && line.has(": (", at: number) && line.has(") ", at: number + 5)
    if isInstruction { from = number + 7 }
    while let colon = line.first(": ", from: from), colon + 2 < text.upperBound {
      let next = colon + 2
      if isInstruction || line.has("BPF_EXIT ", at: next) { return next }
      if line[next] == UInt8(ascii: "R"), ASCII.isDigit(line.byte(next + 1) ?? 0) { return next }
      from = next
    }
    return nil
  }
}
