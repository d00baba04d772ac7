import BPF
import Explanations
import VerifierLog

/// Turns a path into records: what each step changes in the state of its frame, so that the page can tell the state at
/// any step by adding up.
struct WalkRecorder {
  /// The longest text kept, in characters: a line of C that is longer is no line to read.
  private static let longest = 400

  private(set) var records: [WalkRecord] = []
  private(set) var texts: [String] = []
  private(set) var sources: [[Int]] = []
  private var numbers: [String: Int] = [:]
  /// What the records so far say of each frame.
  private var told: [Int: [String: String]] = [:]

  init(_ trace: Trace) {
    for source in trace.sources {
      let line = source.text.split(separator: "\n").joined(separator: " ")
      sources.append([number(line), source.file.map { number($0) } ?? -1, source.line ?? 0])
    }
    // What the last instruction would have changed was refused.
    let last = trace.steps.count - 1
    trace.forEachState { step, before, after in record(trace.steps[step], before, step == last ? before : after) }
  }

  /// A record that tells the whole state of the frame before step `step`, to begin with after a gap.
  mutating func opening(_ trace: Trace, at step: Int) -> WalkRecord {
    var record = records[step]
    record.flags |= 64
    var changes: [Int] = []
    // What the step itself changes comes after, and wins.
    for (name, words) in Self.places(trace.state(before: step)).sorted(by: { $0.key < $1.key }) {
      changes += [number(name), number(words)]
    }
    record.changes = changes + record.changes
    return record
  }

  private mutating func record(_ step: TraceStep, _ before: VerifierState, _ after: VerifierState) {
    let known = told[step.frame] ?? [:]
    let now = Self.places(after)
    var changes: [Int] = []
    for (name, words) in now.sorted(by: { $0.key < $1.key }) where known[name] != words {
      changes += [number(name), number(words)]
    }
    for name in known.keys.sorted() where now[name] == nil { changes += [number(name), -1] }
    told = told.filter { $0.key < step.frame }
    told[step.frame] = now

    let kind = step.instruction?.kind
    var flags = step.isTaken.map { $0 ? 1 : 2 } ?? 0
    if !step.isContinuous { flags |= 4 }
    if case .call = kind { flags |= 8 }
    if case .exit = kind { flags |= 16 }
    if case .move(_, _, .register) = kind { flags |= 32 }
    if case .moveSignExtended = kind { flags |= 32 }
    let stack = Self.stackAccess(kind, before)
    records.append(
      WalkRecord(
        slot: step.slot, text: number(step.text), source: step.source ?? -1, frame: step.frame, flags: flags,
        reads: Self.bits(step.readRegisters), writes: Self.bits(step.writtenRegisters),
        clobbers: Self.bits(step.clobberedRegisters), stackRead: stack.read.map { number($0) } ?? -1,
        stackWrite: stack.write.map { number($0) } ?? -1, omittedLines: step.omission?.lines ?? 0,
        omittedRounds: step.omission?.iterations ?? 0, changes: changes))
  }

  private mutating func number(_ text: String) -> Int {
    let text = text.count > Self.longest ? text.prefix(Self.longest) + "…" : text
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  /// The registers and slots of a state with what they hold, in words.
  private static func places(_ state: VerifierState) -> [String: String] {
    var places: [String: String] = [:]
    for (number, value) in state.registers { places["r\(number)"] = ValueWords.describe(value) }
    for (offset, slot) in state.stack { places["fp\(offset)"] = ValueWords.describe(slot) }
    return places
  }

  private static func bits(_ registers: [Int]) -> Int { registers.reduce(0) { $0 | 1 << $1 } }

  /// The slot of stack that a load or a store is of, where its address is one place: `0:-8` for frame and offset.
  private static func stackAccess(_ kind: InstructionKind?, _ before: VerifierState) -> (read: String?, write: String?)
  {
    func slot(_ base: UInt8, _ offset: Int16) -> String? {
      if base == 10 { return "\(before.frame):\(Int(offset))" }
      guard let state = before.registers[Int(base)], state.kind == .framePointer, !state.hasVariableOffset,
        let top = Int(exactly: state.offset)
      else { return nil }
      return "\(state.frame ?? before.frame):\(top &+ Int(offset))"
    }
    return switch kind {
    case .load(_, _, _, let base, let offset): (slot(base, offset), nil)
    case .store(_, let base, let offset, _), .atomic(_, _, let base, let offset, _): (nil, slot(base, offset))
    default: (nil, nil)
    }
  }
}
