/// Reads the diagnosis of kernels from 7.3 on, line by line.
///
/// It is a headline, then headings at the margin (`Reason:`, `At:`, `Causal path:`, `Suggestion:`) with indented text. A
/// place is `function @ file:line:column`, a table of source lines in which `>>>` marks one and `^-- kind: text` says
/// what happened, and a table of instructions.
struct KernelDiagnosisReader: Sendable {
  private enum Heading: Sendable {
    case none, reason, at, causalPath, suggestion, other
  }

  private enum Table: Sendable {
    case none, source, instructions
  }

  private let most: Int
  private var diagnosis: KernelDiagnosis?
  private var heading = Heading.none
  private var table = Table.none
  private var step: KernelDiagnosisStep?
  private var labelIsOpen = false

  init(most: Int) {
    self.most = most
  }

  mutating func take(_ line: Span<UInt8>) {
    let content = line.trimmed(0..<line.count)
    guard !content.isEmpty else {
      labelIsOpen = false
      return
    }
    let indent = content.lowerBound
    if line.has("Verification failed: ", at: indent) {
      return begin(line, min(indent + 21, content.upperBound)..<content.upperBound)
    }
    if indent == 0, line[content.upperBound - 1] == UInt8(ascii: ":") {
      finishStep()
      heading = Self.heading(line.string(content.lowerBound..<content.upperBound - 1))
      table = .none
      if heading == .other { keepOther(line.string(content)) }
      return
    }
    switch heading {
    case .reason: diagnosis?.reason.append(line: line.string(content))
    case .suggestion: diagnosis?.suggestion.append(line: line.string(content))
    case .at, .causalPath: place(line, content)
    case .none, .other: keepOther(line.string(content))
    }
  }

  /// What was read; nil when no headline was.
  mutating func finish() -> KernelDiagnosis? {
    finishStep()
    return diagnosis
  }

  private static func heading(_ word: String) -> Heading {
    switch word {
    case "Reason": .reason
    case "At": .at
    case "Causal path": .causalPath
    case "Suggestion": .suggestion
    default: .other
    }
  }

  private mutating func begin(_ line: Span<UInt8>, _ range: Range<Int>) {
    let colon = line.first(": ", from: range.lowerBound) ?? range.upperBound
    let end = min(colon, range.upperBound)
    diagnosis = KernelDiagnosis(
      category: line.string(range.lowerBound..<end),
      problem: line.string(min(end + 2, range.upperBound)..<range.upperBound))
    heading = .none
  }

  private mutating func keepOther(_ text: String) {
    guard let count = diagnosis?.other.count, count < most else { return }
    diagnosis?.other.append(text)
  }

  // MARK: Places

  private mutating func place(_ line: Span<UInt8>, _ content: Range<Int>) {
    let start = content.lowerBound
    if line.has("Source context:", at: start) {
      table = .source
    } else if line.has("Instruction context:", at: start) {
      table = .instructions
    } else if let bar = line.first(UInt8(ascii: "|"), from: start), isGutter(line, start..<bar) {
      row(line, content, bar)
    } else if let at = line.first(" @ ", from: start) {
      finishStep()
      let end = content.upperBound
      step = Self.step(line, function: start..<min(at, end), place: min(at + 3, end)..<end)
    } else if let elided = Self.elided(line, content) {
      diagnosis?.stepsOmitted += elided
    } else {
      finishStep()
      step = KernelDiagnosisStep(function: line.string(content))
    }
  }

  /// `>>> 30 `, `29 ` or nothing before a table's bar.
  private func isGutter(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for at in range {
      let byte = line[at]
      guard ASCII.isBlank(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: ">") else { return false }
    }
    return true
  }

  private mutating func row(_ line: Span<UInt8>, _ content: Range<Int>, _ bar: Int) {
    let body = line.trimmed(min(bar + 1, content.upperBound)..<content.upperBound)
    let isMarked = line.has(">>>", at: content.lowerBound)
    switch table {
    case .source where isMarked:
      step?.text = line.string(body)
    case .source where line.has("^-- ", at: body.lowerBound):
      let colon = line.first(": ", from: body.lowerBound) ?? body.upperBound
      let end = min(colon, body.upperBound)
      step?.kind = line.string(min(body.lowerBound + 4, end)..<end)
      step?.label = line.string(min(end + 2, body.upperBound)..<body.upperBound)
      labelIsOpen = true
      return
    case .source where labelIsOpen && line.trimmed(content.lowerBound..<bar).isEmpty:
      step?.label.append(line: line.string(body))
      return
    case .instructions where isMarked:
      var at = line.skipBlanks(from: content.lowerBound + 3)
      step?.instruction = line.decimal(&at)
    default: break
    }
    labelIsOpen = false
  }

  /// `file:line:column`; the file may hold colons.
  private static func step(_ line: Span<UInt8>, function: Range<Int>, place: Range<Int>) -> KernelDiagnosisStep {
    var step = KernelDiagnosisStep(function: line.string(line.trimmed(function)))
    let parts = line.string(place).split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.reversed().prefix(2).map { Int($0) }
    if parts.count >= 3, let column = numbers[0], let number = numbers[1] {
      step.file = parts.dropLast(2).joined(separator: ":")
      step.line = number
      step.column = column
    } else if parts.count >= 2, let number = numbers[0] {
      step.file = parts.dropLast().joined(separator: ":")
      step.line = number
    } else {
      step.file = line.string(place)
    }
    return step
  }

  /// `... 12 events omitted ...` in whatever words: a line of dots and a number.
  private static func elided(_ line: Span<UInt8>, _ content: Range<Int>) -> Int? {
    guard line.has("...", at: content.lowerBound) else { return nil }
    for start in content where ASCII.isDigit(line[start]) {
      var at = start
      return line.decimal(&at)
    }
    return nil
  }

  private mutating func finishStep() {
    labelIsOpen = false
    table = .none
    guard let finished = step else { return }
    step = nil
    guard heading == .causalPath else {
      if heading == .at { diagnosis?.at = finished }
      return
    }
    guard let count = diagnosis?.causalPath.count else { return }
    if count >= most {
      diagnosis?.causalPath.remove(at: most / 2)
      diagnosis?.stepsOmitted += 1
    }
    diagnosis?.causalPath.append(finished)
  }
}

extension String {
  /// Adds a wrapped line to a text, up to a size that no kernel's text reaches.
  fileprivate mutating func append(line: String) {
    guard utf8.count + line.utf8.count < 16 << 10 else { return }
    if !isEmpty { self += " " }
    self += line
  }
}
