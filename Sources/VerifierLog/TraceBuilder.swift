import BPF

/// Makes steps of a path's lines.
struct TraceBuilder {
  private(set) var steps: [TraceStep] = []
  private(set) var sources: [SourceComment] = []
  private(set) var entry: [StateChange] = []
  private(set) var remarks: [String] = []

  private var scanner = LogScanner()
  private var omissions: ArraySlice<PathOmission>
  private var line = 0
  private var frame = 0
  private var omission: PathOmission?
  private var isBroken = false
  /// The comment printed last; nil where a branch was resumed and none was printed since.
  private var comment: SourceComment?
  private var sourceIndices: [SourceComment: Int] = [:]
  /// The source line of each instruction that has stood under a comment.
  private var known: [Int: Int] = [:]

  init(omissions: [PathOmission], headMissing: Bool) {
    self.omissions = omissions[...]
    isBroken = headMissing
  }

  mutating func take(_ bytes: Span<UInt8>) {
    passOmissions()
    line += 1
    switch scanner.scan(bytes) {
    case .blank, .analysis, .noise: break
    case .instruction(let slot, let opcode, let text, let state):
      instruction(bytes, slot: slot, opcode: opcode, text: text, state: state)
    case .state(let slot, let state):
      // To 5.17 a state line without a number is a whole one, as are those of a frame change.
      change(bytes, state, isWhole: slot == nil || (steps.isEmpty && entry.isEmpty))
    case .resumed(let from, _, _, let state):
      resume(bytes, from: from, state: state)
    // Line 0 is of instructions that the compiler merged from several lines: the file's one before is nearer than none.
    case .source(let text, let file, 0)
    where text.isEmpty && file != nil && file.map { bytes.string($0) } == comment?.file:
      break
    case .source(let text, let file, let number):
      comment = SourceComment(text: bytes.string(text), file: file.map { bytes.string($0) }, line: number)
    case .sourceContinued(let text, let file, let number):
      comment?.text += "\n" + bytes.string(text)
      comment?.file = file.map { bytes.string($0) }
      comment?.line = number
    case .frameChange(_, let state):
      if !bytes.trimmed(state).isEmpty { change(bytes, state, isWhole: true) }
    default:
      remark(bytes.string(bytes.trimmed(0..<bytes.count)))
    }
  }

  /// Tells each conditional jump which way the path goes.
  mutating func finish() {
    for index in steps.indices.dropLast() where steps[index + 1].isContinuous {
      guard let distance = steps[index].instruction?.jumpDistance, distance != 0, JumpShape.canGoOn(steps[index].opcode)
      else { continue }
      let next = steps[index + 1].slot
      if next == steps[index].slot + 1 + distance {
        steps[index].isTaken = true
      } else if next == steps[index].slot + 1 {
        steps[index].isTaken = false
      }
    }
  }

  // MARK: Steps

  private mutating func instruction(
    _ bytes: Span<UInt8>, slot: Int, opcode: UInt8, text: Range<Int>, state: Range<Int>?
  ) {
    let instruction = InstructionReader.read(bytes.extracting(text), opcode: opcode)
    steps.append(
      TraceStep(
        slot: slot, opcode: opcode, text: bytes.string(text), instruction: instruction, frame: frame,
        source: source(of: slot), changes: [], isContinuous: omission == nil && !isBroken,
        omission: omission, isTaken: nil, remarks: []))
    omission = nil
    isBroken = false
    guard let state else { return }
    change(bytes, state, isWhole: false)
    // A state that is glued to the jump is the resumed branch's; the comment before it may be another's.
    if state.lowerBound > 0, bytes.byte(state.lowerBound - 2) == UInt8(ascii: ":") { comment = nil }
  }

  private mutating func change(_ bytes: Span<UInt8>, _ range: Range<Int>, isWhole: Bool) {
    let range = bytes.trimmed(range)
    guard !range.isEmpty else { return }
    frame = Self.frame(bytes, range.lowerBound)
    let change = StateChange(frame: frame, isWhole: isWhole, text: bytes.string(range))
    if steps.isEmpty {
      entry.append(change)
    } else {
      steps[steps.count - 1].changes.append(change)
    }
  }

  private static func frame(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    guard bytes.has("frame", at: start) else { return 0 }
    var at = start + 5
    return bytes.decimal(&at) ?? 0
  }

  private mutating func resume(_ bytes: Span<UInt8>, from: Int, state: Range<Int>) {
    comment = nil
    if let last = steps.last, last.slot == from {
      // What was printed after the jump is the other branch's.
      steps[steps.count - 1].changes = []
    } else if !steps.isEmpty {
      isBroken = true
    }
    change(bytes, state, isWhole: true)
  }

  private mutating func remark(_ text: String) {
    if steps.isEmpty {
      remarks.append(text)
    } else {
      steps[steps.count - 1].remarks.append(text)
    }
  }

  private mutating func passOmissions() {
    while let next = omissions.first, next.position <= line {
      omissions.removeFirst()
      omission = next
      // Rounds of a loop end as they begin, so the comment still holds; of a longer gap nothing is known.
      if next.iterations == nil { comment = nil }
    }
  }

  // MARK: Source

  private mutating func source(of slot: Int) -> Int? {
    guard let comment else { return known[slot] }
    let index = sourceIndices[comment] ?? sources.count
    if index == sources.count {
      sources.append(comment)
      sourceIndices[comment] = index
    }
    known[slot] = index
    return index
  }
}
