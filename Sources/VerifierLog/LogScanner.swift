/// Tells what each line of a verifier log is, for every dialect from 4.14 to 7.3.
///
/// Most lines say what they are by themselves. The scanner remembers only what they do not: that a table of analyses is
/// being printed, whose rows look like instructions; that a source comment is still open; that a diagnosis has begun.
struct LogScanner: Sendable {
  private enum Section: Sendable {
    case walk
    case analysisTable
    case diagnosis
  }

  private var section = Section.walk
  private var commentIsOpen = false
  private var printsFiles = false

  /// What `line` is.
  mutating func scan(_ line: Span<UInt8>) -> LogLine {
    let start = line.skipBlanks(from: 0)
    if section == .diagnosis {
      if let end = endOfDiagnosis(line, start) {
        section = .walk
        return end
      }
      return .diagnosis
    }
    guard start < line.count else { return .blank }
    if commentIsOpen, let rest = continuation(line, start) { return rest }
    let kind = LineShape.read(line, start)
    switch kind {
    case .source(_, let file, _):
      section = .walk
      if file != nil { printsFiles = true }
      commentIsOpen = file == nil
    case .instruction(_, _, _, let state):
      commentIsOpen = false
      if section == .analysisTable { return .analysis }
      if let state, LineShape.isUseOrDefinition(line, state.lowerBound) { return .analysis }
    case .analysis:
      commentIsOpen = false
      if LineShape.isTableHead(line, start) { section = .analysisTable }
    case .message(let range):
      if line.has("Verification failed: ", at: start) {
        section = .diagnosis
        return .diagnosis
      }
      if section == .analysisTable, LineShape.isTableRow(line, range) { return .analysis }
      return kind
    case .blank:
      break
    default:
      section = .walk
      commentIsOpen = false
    }
    return kind
  }

  /// The rest of a comment that the source text's own line end has split. A comment without a file is complete on
  /// kernels that never print files; where they do, the file must still come.
  private mutating func continuation(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    let place = LineShape.place(line, from: start)
    if let place {
      commentIsOpen = false
      printsFiles = true
      guard line[start] != UInt8(ascii: ";") else { return nil }
      return .sourceContinued(text: start..<place.textEnd, file: place.file, line: place.line)
    }
    guard printsFiles, case .message(let text) = LineShape.read(line, start) else { return nil }
    return .sourceContinued(text: text, file: nil, line: nil)
  }

  private func endOfDiagnosis(_ line: Span<UInt8>, _ start: Int) -> LogLine? {
    guard start == 0, line.count > 0 else { return nil }
    switch LineShape.read(line, start) {
    case .statistics(let at) where at == start: return .statistics(at: at)
    case .end: return .end
    case .begin(let program): return .begin(program: program)
    default: return nil
    }
  }
}
