/// Takes a log's lines and keeps what a digest needs.
struct LogDigester: LineSink, Sendable {
  private let limits: LogLimits
  private var scanner = LogScanner()
  private var completed: [LogDigest] = []
  /// The log that ended last: the next may be the same once more.
  private var held: (digest: LogDigest, isSummary: Bool)?

  // One log.
  private var path: PathBuffer
  private var branches = BranchStack()
  private var messages: MessageBlock
  /// How many of them stood between this log and the one before: they are no part of a path.
  private var carried = 0
  private var noise: MessageBlock
  private var loader: MessageBlock
  private var tally: SourceLineTally
  private var walkTally: WalkTally?
  private var figures = PartialStatistics()
  private var diagnosis: KernelDiagnosisReader
  private var program: String?
  private var function: String?
  private var hasPath = false
  private var comment: (text: String, file: String?, line: Int?)?
  /// The lines of the comment printed last, and whether the path lost it when it was cut back.
  private var commentLines: [[UInt8]] = []
  private var pathLacksComment = false
  /// Level 2 shows itself by lines that no other level prints.
  private var isLevelTwo = false
  private var walk = Walk.notBegun
  private var unrecognised = 0
  private var headMissing = false
  private var hasContent = false
  private var isClosed = false
  /// It is one line of a loader's error, which the log itself may follow.
  private var isSummary = false
  /// It stands under `Caused by:`, where Rust's reports tell an error again.
  private var isCause = false
  /// Lines after the figures that may belong to a log that follows.
  private var trailer: MessageBlock

  /// Where the verifier stands, as far as the path is concerned.
  private enum Walk: Hashable, Sendable {
    case notBegun
    /// A global function's walk begins, wherever the function does.
    case beginning
    /// On a path; `last` is the instruction it walked last.
    case on(last: Int)
    /// The last instruction was an exit: of a frame, when a frame change follows, or else of the path.
    case exited(last: Int)
    /// The path has ended: pruned, validated, or resumed elsewhere.
    case ended
  }

  /// Logs kept of a stream that holds many; of those before, only the refused ones could matter and none is.
  private static let mostLogs = 64

  private let profilesWalk: Bool

  init(limits: LogLimits, profilesWalk: Bool) {
    self.limits = limits
    self.profilesWalk = profilesWalk
    if profilesWalk { walkTally = WalkTally() }
    path = PathBuffer(limits: limits)
    messages = MessageBlock(most: limits.messageLines)
    noise = MessageBlock(most: 8)
    loader = MessageBlock(most: limits.messageLines)
    trailer = MessageBlock(most: limits.messageLines)
    tally = SourceLineTally(most: limits.sourceLines)
    diagnosis = KernelDiagnosisReader(most: limits.messageLines)
  }

  mutating func take(_ line: Span<UInt8>, fromLoader: Bool) {
    take(line, fromLoader: fromLoader, isPacked: false)
  }

  /// Takes a line; one that holds several is taken apart, once.
  private mutating func take(_ line: Span<UInt8>, fromLoader: Bool, isPacked: Bool) {
    let kind = scanner.scan(line)
    if !isPacked, kind.mayBePacked, let packed = PackedLines(line) {
      if packed.isWhole || packed.head != nil, isClosed || hasContent { closeLog() }
      if let name = packed.program { program = name }
      if let head = packed.head { loader.append(head) }
      for line in packed.lines {
        let prefix = LinePrefix(of: line.span)
        take(line.span.extracting(prefix.end..<line.count), fromLoader: prefix.isLoader, isPacked: true)
      }
      if packed.isWhole {
        isClosed = true
        isSummary = true
      }
      return
    }
    branches.addCredit()
    if isClosed, opensAnotherLog(kind) { closeLog() }
    switch kind {
    case .blank: return
    case .instruction(let index, let opcode, let text, let state):
      let rest = state == nil ? line.trimmed(text.upperBound..<line.count) : text.upperBound..<text.upperBound
      let own = rest.isEmpty ? line : line.extracting(0..<text.upperBound)
      instruction(own, index: index, opcode: opcode, text: text)
      if !rest.isEmpty { message(line, rest, fromLoader: false) }
    case .state(let index, _):
      state(line, index: index)
    case .resumed(let from, let to, _, _):
      resume(from: from, to: to)
      path.append(line)
    case .pruned(let from, let to):
      isLevelTwo = true
      clearMessages()
      if let from { _ = branches.take(from: from, to: to) }
      walkTally?.prune(from: from, to: to)
      walk = .ended
    case .source(let text, let file, let number):
      enterSource(line, text: text, file: file, number: number)
      path.append(line)
    case .sourceContinued(let text, let file, let number):
      continueSource(line, text: text, file: file, number: number)
      path.append(line)
    case .frameChange(let change, _):
      if case .returning = change, case .exited(let last) = walk { walk = .on(last: last) }
      path.append(line)
    case .subprogramStart:
      isLevelTwo = true
    case .validating, .validated:
      clearMessages()
      startPath()
      function = nil
      if case .validating(let name) = kind {
        function = line.string(name)
        path.append(line)
        walk = .beginning
      } else {
        walk = .ended
      }
    case .assumedValid:
      path.append(line)
    case .analysis:
      break
    case .stateDump:
      hasPath = true
      path.append(line)
    case .diagnosis:
      diagnosis.take(line)
    case .statistics(let at):
      let before = line.trimmed(0..<at)
      if !before.isEmpty { messages.append(line.string(before)) }
      LogStatistics.read(line, at: at, into: &figures)
      if figures.processed != nil { isClosed = true }
    case .begin(let name):
      if let name { program = line.string(name) }
    case .end:
      isClosed = true
    case .noise:
      noise.append(line.string(line.trimmed(0..<line.count)))
    case .message(let range):
      message(line, range, fromLoader: fromLoader)
      return
    }
    if !fromLoader { hasContent = true }
  }

  /// Ends the stream and gives the digests of its logs.
  mutating func finish() -> [LogDigest] {
    if hasContent || !trailer.isEmpty || !loader.isEmpty { closeLog() }
    if let held { complete(held.digest) }
    held = nil
    return completed
  }

  /// Whether a log has ended that was not taken.
  var hasCompleted: Bool { !completed.isEmpty }

  /// Hands over the logs that have ended.
  mutating func takeCompleted() -> [LogDigest] {
    defer { completed.removeAll() }
    return completed
  }

  // MARK: Walking

  private mutating func instruction(_ line: Span<UInt8>, index: Int, opcode: UInt8, text: Range<Int>) {
    clearMessages()
    arrive(at: index)
    restoreComment()
    hasPath = true
    path.append(line, instruction: index)
    tally.count()
    walkTally?.walk(index, opcode: opcode)
    note(line, index: index, opcode: opcode, text: text)
    walk = opcode == JumpShape.exit ? .exited(last: index) : .on(last: index)
  }

  private mutating func state(_ line: Span<UInt8>, index: Int?) {
    if let index { arrive(at: index) }
    path.append(line)
  }

  /// Notices that a path has ended and another begins where no `from` says so.
  private mutating func arrive(at index: Int) {
    switch walk {
    case .on: return
    case .beginning: break
    case .notBegun:
      if index != 0 { headMissing = true }
    case .exited, .ended:
      // Kernels before 5.18 print no `from` at level 2.
      if let depth = branches.take(from: nil, to: index) {
        path.truncate(to: depth)
        pathLacksComment = true
      } else {
        startPath()
      }
    }
    walk = .on(last: index)
  }

  private mutating func resume(from: Int, to: Int) {
    clearMessages()
    var depth = branches.take(from: from, to: to)
    if depth == nil { depth = path.depth(afterLast: from, reach: branches.spend(4_096)) }
    if let depth {
      path.truncate(to: depth)
    } else {
      // The jump is not in the log: its head was dropped.
      headMissing = true
      startPath()
    }
    walk = .on(last: from)
    walkTally?.resume(from: from, to: to)
    // The verifier prints a comment when it differs from the one printed last, on whatever path that was. At level 1 that
    // path was wiped from the log, so there nothing is known.
    pathLacksComment = isLevelTwo
  }

  /// Gives the path the comment that its next instruction belongs to, when the comment was cut off with another branch.
  private mutating func restoreComment() {
    guard pathLacksComment else { return }
    pathLacksComment = false
    for line in commentLines { path.append(line.span) }
  }

  private mutating func startPath() {
    path.truncate(to: 0)
    branches.removeAll()
  }

  /// Notes the branches that the verifier may set aside here.
  private mutating func note(_ line: Span<UInt8>, index: Int, opcode: UInt8, text: Range<Int>) {
    switch JumpShape(opcode: opcode) {
    case .straight: return
    case .conditional:
      // The jump's target is set aside and the next instruction walked.
      guard let offset = JumpShape.offset(line, text) else { return }
      branches.note(from: index, to: index + 1 + offset, depth: path.depth)
    case .mayGoto:
      // `may_goto` sets the next instruction aside and jumps.
      branches.note(from: index, to: index + 1, depth: path.depth)
    case .open:
      branches.note(from: index, to: nil, depth: path.depth)
    }
  }

  // MARK: Source

  private mutating func enterSource(_ line: Span<UInt8>, text: Range<Int>, file: Range<Int>?, number: Int?) {
    commentLines = [Array(copying: line)]
    pathLacksComment = false
    let text = line.string(text)
    let file = file.map { line.string($0) }
    comment = (text, file, number)
    tally.enter(text: text, file: file, line: number)
  }

  private mutating func continueSource(_ line: Span<UInt8>, text: Range<Int>, file: Range<Int>?, number: Int?) {
    guard var open = comment else { return }
    if commentLines.count < 16 { commentLines.append(Array(copying: line)) }
    if open.text.utf8.count < 4_096 { open.text += "\n" + line.string(text) }
    open.file = file.map { line.string($0) }
    open.line = number
    comment = open
    tally.enter(text: open.text, file: open.file, line: open.line)
  }

  // MARK: Messages

  private mutating func message(_ line: Span<UInt8>, _ range: Range<Int>, fromLoader: Bool) {
    guard let range = Self.withoutMarkdown(line, range) else { return }
    let text = line.string(range)
    if fromLoader {
      loader.append(text)
    } else if isClosed {
      trailer.append(text)
    } else {
      hasContent = true
      messages.append(text)
    }
  }

  /// A message without the backticks that make it code in Markdown; nil for the fence of a block of code.
  private static func withoutMarkdown(_ line: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    let tick = UInt8(ascii: "`")
    guard range.count > 2, line[range.lowerBound] == tick else { return range }
    if line.has("```", at: range.lowerBound) { return nil }
    return line[range.upperBound - 1] == tick ? range.lowerBound + 1..<range.upperBound - 1 : range
  }

  /// The walk goes on: what was said so far was no refusal.
  private mutating func clearMessages() {
    noise.removeAll()
    guard !messages.isEmpty else { return }
    unrecognised += messages.count
    let own = messages.lines.dropFirst(carried)
    if messages.count <= 4 {
      for message in own { path.append(Array(message.utf8).span) }
    }
    messages.removeAll()
    carried = 0
  }

  // MARK: Logs

  private func opensAnotherLog(_ kind: LogLine) -> Bool {
    switch kind {
    case .instruction, .state, .resumed, .pruned, .source, .subprogramStart, .validating, .begin, .statistics,
      .analysis, .noise:
      true
    default: false
    }
  }

  private mutating func closeLog() {
    // What stands between two logs may be the second's refusal or the loader's comment on the first: with figures of
    // its own to come it is the second's.
    let between = trailer
    var digest = digest()
    var isSummary = isSummary
    if let held {
      let merged = held.isSummary ? digest.merged(withSummary: held.digest) : nil
      if let same = merged ?? (isCause ? digest.merged(withSame: held.digest) : nil) {
        digest = same
        isSummary = false
      } else {
        complete(held.digest)
      }
    }
    var next = LogDigester(limits: limits, profilesWalk: profilesWalk)
    next.completed = completed
    next.held = (digest, isSummary)
    var lines = between.lines[...]
    if let cause = lines.firstIndex(where: { $0.hasPrefix("Caused by:") }) {
      next.isCause = true
      lines = lines[(cause + 1)...]
    }
    for line in lines { next.messages.append(line) }
    next.carried = lines.count
    self = next
  }

  private mutating func complete(_ digest: LogDigest) {
    if completed.count == Self.mostLogs { completed.removeFirst() }
    completed.append(digest)
  }

  private func digest() -> LogDigest {
    var digest = LogDigest()
    var messages = messages
    messages.finish()
    // Of a global function, what is noise elsewhere is the cause: then nothing else was said and nothing walked after.
    // At level 4 the two look alike once anything was walked.
    let noiseIsCause = messages.isEmpty && (walk != .notBegun || figures.processed?.verifiedInstructions == 0)
    digest.messages = noiseIsCause ? noise.lines : messages.lines
    digest.messagesOmitted = messages.omitted
    var diagnosis = diagnosis
    digest.diagnosis = diagnosis.finish()
    let isAccepted = digest.messages.isEmpty && digest.diagnosis == nil && figures.processed != nil
    digest.program = program
    if !isAccepted { digest.globalFunction = function }
    var loader = loader
    loader.finish()
    digest.loaderMessages = loader.lines
    digest.statistics = figures.whole
    if !isAccepted, hasPath, !refusalCameAfterTheWalk(digest.messages) {
      (digest.path, digest.pathOmissions) = path.rendered()
      digest.pathLinesOmitted = digest.pathOmissions.reduce(0) { $0 + $1.lines }
    }
    (digest.lineCounts, digest.lineCountsOmitted) = tally.ranked()
    digest.walk = walkTally?.profile()
    digest.unrecognisedLines = unrecognised
    digest.headMissing = headMissing
    return digest
  }

  /// Whether the refusal is of the program as a whole, so that the last path walked has nothing to do with it.
  private func refusalCameAfterTheWalk(_ messages: [String]) -> Bool {
    switch walk {
    case .notBegun, .beginning, .on: false
    case .ended: true
    case .exited:
      messages.contains { $0.hasPrefix("combined stack size of ") || $0.hasPrefix("stack depth ") }
    }
  }
}
