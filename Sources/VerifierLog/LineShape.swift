/// Reads one line by its own shape, knowing nothing of the lines around it.
enum LineShape {
  /// What the line is; `start` is its first byte that is no blank.
  static func read(_ line: Span<UInt8>, _ start: Int) -> LogLine {
    switch line[start] {
    case 0x30...0x39: return numbered(line, start)
    case UInt8(ascii: ";"): return source(line, start)
    case UInt8(ascii: "R"):
      if isState(line, start) { return .state(index: nil, state: start..<line.count) }
    case UInt8(ascii: "f"):
      if let kind = wordF(line, start) { return kind }
    case UInt8(ascii: "F"):
      if let kind = globalFunction(line, start) { return kind }
    case UInt8(ascii: "m"):
      if line.has("mark_precise: ", at: start) { return .analysis }
    case UInt8(ascii: "("):
      if isLiveness(line, start) { return .analysis }
    case UInt8(ascii: "p"):
      if let kind = wordP(line, start) { return kind }
    case UInt8(ascii: "r"):
      if let kind = wordR(line, start) { return kind }
    case UInt8(ascii: "c"):
      if line.has("caller:", at: start) { return .frameChange(.caller, state: start + 7..<line.count) }
      if line.has("callee:", at: start) { return .frameChange(.callee, state: start + 7..<line.count) }
      if line.has("cur state:", at: start) { return .stateDump }
      if isState(line, start) { return .state(index: nil, state: start..<line.count) }
    case UInt8(ascii: "t"):
      if let kind = returned(line, start) { return kind }
    case UInt8(ascii: "-"):
      if let kind = marker(line, start) { return kind }
    case UInt8(ascii: "G"):
      if line.has("Global function ", at: start), isScalarReturnNoise(line, start) { return .noise }
    case UInt8(ascii: "a"):
      if line.has("arg JOIN insn ", at: start) { return .analysis }
      if isArgumentNoise(line, start) { return .noise }
      if line.has("async_cb", at: start) { return .state(index: nil, state: start..<line.count) }
    default:
      if isAnalysis(line, start) { return .analysis }
      if line.has("old state:", at: start) { return .stateDump }
      if line.has("Validating ", at: start), let end = line.first("() func#", from: start) {
        return .validating(function: start + 11..<end)
      }
    }
    if let at = statistics(line, start) { return .statistics(at: at) }
    return .message(line.trimmed(start..<line.count))
  }

  // MARK: Lines that begin with a number

  /// `12: (bf) ...`, `12: R1=...`, `12: safe`, and the rows of tables.
  private static func numbered(_ line: Span<UInt8>, _ start: Int) -> LogLine {
    var at = start
    guard let index = line.decimal(&at) else { return .message(line.trimmed(start..<line.count)) }
    guard line.byte(at) == UInt8(ascii: ":") else {
      // `  1   3: .1........ (bf) r6 = r1`: from 6.16 the liveness table may number loops.
      var next = line.skipBlanks(from: at)
      if next > at, line.decimal(&next) != nil, line.byte(next) == UInt8(ascii: ":"),
        isLiveRegisterRow(line, line.skipBlanks(from: next + 1))
      {
        return .analysis
      }
      return plain(line, start)
    }
    let body = line.skipBlanks(from: at + 1)
    guard body < line.count else { return .state(index: index, state: body..<body) }
    if let opcode = opcode(line, body) {
      let textStart = line.skipBlanks(from: body + 4)
      let semicolon = line.first(UInt8(ascii: ";"), from: textStart) ?? line.count
      if let glued = gluedState(line, textStart..<semicolon) {
        return .instruction(
          index: index, opcode: opcode, text: line.trimmed(textStart..<glued.textEnd), state: glued.state..<line.count)
      }
      let text = line.trimmed(textStart..<semicolon)
      guard semicolon < line.count else {
        let end = JumpShape.canGoOn(opcode) ? JumpShape.end(line, text) : text.upperBound
        return .instruction(index: index, opcode: opcode, text: text.lowerBound..<end, state: nil)
      }
      let stateStart = line.skipBlanks(from: semicolon + 1)
      return .instruction(index: index, opcode: opcode, text: text, state: stateStart..<line.count)
    }
    if isState(line, body) { return .state(index: index, state: body..<line.count) }
    if line.has("safe", at: body), line.trimmed(body..<line.count).count == 4 { return .pruned(from: nil, to: index) }
    if isLiveRegisterRow(line, body) { return .analysis }
    return plain(line, start)
  }

  /// `10: (55) if r0 != 0x0 goto pc+3 14: R0=1 ...`: at level 1, from 5.18, the branch that was walked first is wiped from
  /// the log with the end of this line; the state that follows belongs to the branch resumed.
  private static func gluedState(_ line: Span<UInt8>, _ text: Range<Int>) -> (textEnd: Int, state: Int)? {
    guard let colon = line.first(UInt8(ascii: ":"), from: text.lowerBound), colon < text.upperBound,
      line.byte(colon + 1) == ASCII.space
    else { return nil }
    var at = colon
    while at > text.lowerBound, ASCII.isDigit(line[at - 1]) { at -= 1 }
    guard at < colon, at > text.lowerBound, line[at - 1] == ASCII.space else { return nil }
    let state = line.skipBlanks(from: colon + 1)
    return isState(line, state) ? (at, state) : nil
  }

  private static func plain(_ line: Span<UInt8>, _ start: Int) -> LogLine {
    if let at = statistics(line, start) { return .statistics(at: at) }
    return .message(line.trimmed(start..<line.count))
  }

  /// `(bf) `
  @inline(__always)
  private static func opcode(_ line: Span<UInt8>, _ at: Int) -> UInt8? {
    guard at + 3 < line.count, line[at] == UInt8(ascii: "("), line[at + 3] == UInt8(ascii: ")"),
      let high = ASCII.hexDigit(line[at + 1]), let low = ASCII.hexDigit(line[at + 2])
    else { return nil }
    return high << 4 | low
  }

  /// `.12.4.6789 (bf) ...`: a digit for each live register, a dot for each dead one.
  private static func isLiveRegisterRow(_ line: Span<UInt8>, _ start: Int) -> Bool {
    var at = start
    while let byte = line.byte(at), byte == UInt8(ascii: ".") || ASCII.isDigit(byte) { at += 1 }
    return at - start >= 10 && line.byte(line.skipBlanks(from: at)) == UInt8(ascii: "(")
  }

  // MARK: States

  /// Whether a register, slot, frame or reference list begins here: `R1=`, `R1_w=`, `fp-8=`, `frame1:`, `refs=`, `cb`.
  static func isState(_ line: Span<UInt8>, _ start: Int) -> Bool {
    var at = start
    switch line.byte(at) {
    case UInt8(ascii: "R"): at += 1
    case UInt8(ascii: "f"):
      if line.has("fp", at: at) {
        at += 2
        if line.byte(at) == UInt8(ascii: "-") { at += 1 }
        break
      }
      guard line.has("frame", at: at) else { return false }
      at += 5
      return line.decimal(&at) != nil && line.byte(at) == UInt8(ascii: ":")
    case UInt8(ascii: "r"): return line.has("refs=", at: at)
    case UInt8(ascii: "c"): return line.has("cb", at: at) && line.trimmed(at..<line.count).count == 2
    default: return false
    }
    guard line.decimal(&at) != nil else { return false }
    if line.byte(at) == UInt8(ascii: "_") {
      at += 1
      while let byte = line.byte(at), isLivenessMark(byte) { at += 1 }
    }
    return line.byte(at) == UInt8(ascii: "=")
  }

  private static func isLivenessMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "r") || byte == UInt8(ascii: "w") || byte == UInt8(ascii: "D") || byte == UInt8(ascii: "P")
  }

  // MARK: Words

  private static func wordF(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    if line.has("from ", at: start) { return resumed(line, start) }
    if isState(line, start) {
      guard line.has("frame", at: start) else { return .state(index: nil, state: start..<line.count) }
      let colon = line.first(UInt8(ascii: ":"), from: start) ?? start
      return line.has("propagating ", at: line.skipBlanks(from: colon + 1))
        ? .analysis : .state(index: nil, state: start..<line.count)
    }
    // `frame 0: propagating r1`
    if line.has("frame ", at: start), line.first(": propagating ", from: start) != nil { return .analysis }
    if line.has("force_precise: ", at: start) { return .analysis }
    if line.has("func#", at: start) {
      var at = start + 5
      guard let function = line.decimal(&at), line.has(" @", at: at) else { return nil }
      at += 2
      guard let instruction = line.decimal(&at), at == line.count else { return nil }
      return .subprogramStart(function: function, instruction: instruction)
    }
    // `func 'f' arg0 has btf_id 12 type STRUCT 'file'`, printed whenever a tracing program reads its context.
    if line.has("func '", at: start), line.first(" has btf_id ", from: start) != nil { return .analysis }
    return nil
  }

  /// `from 4 to 6: R0=...`, `from 4 to 6 (speculative execution): ...`, `from 4 to 6: safe`.
  private static func resumed(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    var at = start + 5
    guard let from = line.decimal(&at), line.has(" to ", at: at) else { return nil }
    at += 4
    guard let to = line.decimal(&at) else { return nil }
    let speculative = line.has(" (speculative execution)", at: at)
    if speculative { at += 24 }
    guard line.byte(at) == UInt8(ascii: ":") else { return nil }
    let body = line.trimmed(at + 1..<line.count)
    if body.count == 4, line.has("safe", at: body.lowerBound) { return .pruned(from: from, to: to) }
    return .resumed(from: from, to: to, speculative: speculative, state: body)
  }

  /// `Func#1 is global and valid. Skipping.` (to 6.1), `Func#1 ('f') is global and assumed valid.`, `... is safe for ...`.
  private static func globalFunction(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    guard line.has("Func#", at: start) else { return nil }
    if line.first(" is global and ", from: start) != nil { return .assumedValid }
    if line.first(" is safe for any args ", from: start) != nil { return .validated }
    return nil
  }

  private static func wordP(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    if line.has("parent ", at: start),
      line.has("didn't have regs=", at: start + 7) || line.has("already had regs=", at: start + 7)
        || line.has("state regs=", at: start + 7)
    {
      return .analysis
    }
    if line.has("propagating ", at: start) { return .analysis }
    // `prog 'name': -- BEGIN PROG LOAD LOG --`, libbpf's own prefix taken off.
    if line.has("prog '", at: start), let begin = line.first("-- BEGIN ", from: start) {
      let close = line.first(UInt8(ascii: "'"), from: start + 6) ?? begin
      return .begin(program: start + 6..<min(close, begin))
    }
    return nil
  }

  private static func wordR(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    if line.has("returning from callee:", at: start) { return .frameChange(.returning, state: start + 22..<line.count) }
    if line.has("regs=", at: start), line.first(" before ", from: start) != nil { return .analysis }
    if line.has("refs=", at: start) { return .state(index: nil, state: start..<line.count) }
    return nil
  }

  private static func returned(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    guard line.has("to caller at ", at: start) else { return nil }
    var at = start + 13
    guard let instruction = line.decimal(&at), line.byte(at) == UInt8(ascii: ":") else { return nil }
    return .frameChange(.returned(to: instruction), state: at + 1..<line.count)
  }

  /// `-- BEGIN PROG LOAD LOG --`, `-- BEGIN DUMP LOG ---` (libbpf before 0.5), `-- END PROG LOAD LOG --`, `-- END LOG --`.
  private static func marker(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    if line.has("-- BEGIN ", at: start), line.first(" LOG --", from: start) != nil { return .begin(program: nil) }
    if line.has("-- END ", at: start), line.first("LOG --", from: start) != nil { return .end }
    return nil
  }

  // MARK: Source comments

  private static func source(_ line: Span<UInt8>, _ start: Int) -> LogLine {
    // Rows of 7.x tables are told by the scanner; here `;` begins a comment, a blank follows unless the text is empty.
    let textStart = line.byte(start + 1) == ASCII.space ? start + 2 : start + 1
    guard let place = place(line, from: start) else {
      return .source(text: line.trimmed(textStart..<line.count), file: nil, line: nil)
    }
    let text = line.trimmed(min(textStart, place.textEnd)..<place.textEnd)
    return .source(text: text, file: place.file, line: place.line)
  }

  /// ` @ file:12` at the end of a line (from 6.10).
  static func place(_ line: Span<UInt8>, from start: Int) -> (textEnd: Int, file: Range<Int>, line: Int)? {
    var at = line.count
    while at > start, ASCII.isBlank(line[at - 1]) { at -= 1 }
    let numberEnd = at
    while at > start, ASCII.isDigit(line[at - 1]) { at -= 1 }
    guard at < numberEnd, at - 1 > start, line[at - 1] == UInt8(ascii: ":") else { return nil }
    var digits = at
    let fileEnd = at - 1
    guard let number = line.decimal(&digits) else { return nil }
    at = fileEnd - 1
    while at > start, !(line[at] == ASCII.space && line[at - 1] == UInt8(ascii: "@")) { at -= 1 }
    guard at > start, at + 1 < fileEnd, at - 2 < 0 || line[at - 2] == ASCII.space else { return nil }
    return (max(at - 2, start), at + 1..<fileEnd, number)
  }

  // MARK: Analyses

  /// The heads of tables whose rows look like instructions (6.16: liveness; 7.2: stack use, argument tracking).
  static func isTableHead(_ line: Span<UInt8>, _ start: Int) -> Bool {
    line.has("Live regs before insn:", at: start) || line.has("stack use/def ", at: start)
      || line.has("subprog#", at: start)
  }

  /// The trail of a row of 7.2's stack use table: `12: (7b) *(u64 *)(r10 -8) = r1   ; use: ... def: ...`.
  static func isUseOrDefinition(_ line: Span<UInt8>, _ at: Int) -> Bool {
    line.has("use: ", at: at) || line.has("def: ", at: at)
  }

  /// A row of such a table that does not look like an instruction: `  3: \tr1: fp0-8 -> fp0-16`, `name:`.
  static func isTableRow(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    if line[range.upperBound - 1] == UInt8(ascii: ":") { return true }
    var at = range.lowerBound
    return line.decimal(&at) != nil && line.byte(at) == UInt8(ascii: ":")
  }

  private static func isAnalysis(_ line: Span<UInt8>, _ start: Int) -> Bool {
    switch line[start] {
    case UInt8(ascii: "L"): line.has("Live regs before insn:", at: start)
    case UInt8(ascii: "l"): line.has("last_idx ", at: start)
    case UInt8(ascii: "S"):
      line.has("SCC enter ", at: start) || line.has("SCC exit ", at: start) || line.has("SCC backedge ", at: start)
    case UInt8(ascii: "s"):
      line.has("stack use/def ", at: start)
        || (line.has("subprog#", at: start) && line[line.count - 1] == UInt8(ascii: ":"))
        || (line.has("subprog#", at: start) && line.first(": analyzing ", from: start) != nil)
    default: false
    }
  }

  /// `(235) frame 0 insn 5 +live -8`, `(7,20) live stack update done in 2 iterations` (6.18): a call chain, then the news.
  private static func isLiveness(_ line: Span<UInt8>, _ start: Int) -> Bool {
    var at = start + 1
    while line.decimal(&at) != nil, line.byte(at) == UInt8(ascii: ",") { at += 1 }
    guard line.has(") ", at: at) else { return false }
    return line.has("frame ", at: at + 2) || line.has("live stack update ", at: at + 2)
  }

  // MARK: Noise

  /// `Global function f() doesn't return scalar. Only those are supported.`: also printed for static functions.
  private static func isScalarReturnNoise(_ line: Span<UInt8>, _ start: Int) -> Bool {
    line.first("doesn't return scalar. Only those are supported", from: start) != nil
      || line.first("return value not void or scalar. Only those are supported", from: start) != nil
  }

  /// `arg#0 reference type('UNKNOWN ') size cannot be determined: -22`.
  private static func isArgumentNoise(_ line: Span<UInt8>, _ start: Int) -> Bool {
    line.has("arg#", at: start)
      && line.first("reference type('UNKNOWN ') size cannot be determined", from: start) != nil
  }

  // MARK: Statistics

  /// Where figures begin: `processed N insns`, `verification time N usec`, `stack depth N`, and from 7.3 on `stack depth
  /// max N` and `subprog N (name) ... insns_self N insns_total N stack N`. Some messages lack their line end, so the first
  /// two are found anywhere in a line.
  private static func statistics(_ line: Span<UInt8>, _ start: Int) -> Int? {
    if line.has("subprog ", at: start), line.first(" insns_self ", from: start) != nil { return start }
    if line.has("stack depth ", at: start) {
      var at = start + (line.has("stack depth max ", at: start) ? 16 : 12)
      while line.decimal(&at) != nil, line.byte(at) == UInt8(ascii: "+") { at += 1 }
      if line.skipBlanks(from: at) == line.count { return start }
    }
    if let at = numberedWord(line, start, "processed ", " insns") { return at }
    return numberedWord(line, start, "verification time ", " usec")
  }

  private static func numberedWord(
    _ line: Span<UInt8>, _ start: Int, _ head: StaticString, _ tail: StaticString
  ) -> Int? {
    var from = start
    while let hit = line.first(head, from: from) {
      var at = hit + head.utf8CodeUnitCount
      if line.decimal(&at) != nil, line.has(tail, at: at) { return hit }
      from = hit + 1
    }
    return nil
  }
}
