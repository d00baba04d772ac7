import BPF
import BPFObject
import Findings
import VerifierLog

/// The way of a value back from where it was refused: where it was made, what moved it, which checks narrowed it, which
/// call took it away.
struct CauseWalk {
  let rejection: Rejection
  var trace: Trace { rejection.trace }

  init(_ rejection: Rejection) {
    self.rejection = rejection
  }

  /// What happened to the value of `register` before step `step` of the path: the failing one when none is given.
  func events(of register: Int, before step: Int? = nil) -> [StoryEvent] {
    guard let step = step ?? rejection.failingStep else { return [] }
    var events: [StoryEvent] = []
    var open: [(register: Int, before: Int)] = [(register, step)]
    // Each value is made of at most two; three rounds are more than a reader follows.
    for _ in 0..<6 where !open.isEmpty {
      let (register, before) = open.removeFirst()
      open += follow(register, before: before, into: &events)
    }
    if let loss = PacketChangedExplanation.loss(of: register, rejection) {
      // What the program does with what is left says nothing more.
      events.removeAll { $0.step > loss.call.step }
      provenBytes(before: loss.call.step).map { events.append($0) }
    } else if trace.register(register, before: step)?.kind == .packet {
      provenBytes(before: step).map { events.append($0) }
    }
    if !events.contains(where: { $0.weight == .checked }) {
      lateCheck(of: register, at: step).map { events.append($0) }
    }
    return events
  }

  /// Tells one value's way and gives the values that it was made of.
  private func follow(_ register: Int, before: Int, into events: inout [StoryEvent]) -> [(register: Int, before: Int)] {
    let origin = trace.origin(of: register, before: before)
    let name = rejection.name(of: register, before: before).map { "`\($0)`" } ?? "it"
    let checks = checks(of: register, before: before, origin).prefix(2).compactMap { comparison($0, name) }
    events += checks
    if checks.isEmpty { events += checkOfAnotherRead(of: register, before: before) }
    for (index, link) in origin.links.enumerated() {
      switch link.kind {
      case .truncation:
        guard loses(link) else { break }
        events.append(
          StoryEvent(step: link.step, label: "only the low 32 bits of \(name) are kept here", weight: .lost))
      case .signExtension(let bits):
        events.append(
          StoryEvent(step: link.step, label: "\(name) is sign-extended from \(bits) bits here", weight: .made))
      case .argument: events.append(StoryEvent(step: link.step, label: "\(name) is passed on here", weight: .context))
      case .copy:
        guard loses(link) else { break }
        events.append(StoryEvent(step: link.step, label: "the bounds of \(name) are lost here", weight: .lost))
      case .fill:
        guard losesOnStack(link, stored: origin.links.dropFirst(index + 1).first) else { break }
        events.append(
          StoryEvent(
            step: link.step, label: "\(name) is read back from the stack here: the verifier kept no bounds of it there",
            weight: .lost))
      case .spill, .result: break
      }
    }
    switch origin.definition {
    case .instruction(let step):
      let isNullable = trace.register(register, before: before)?.mayBeNull ?? false
      return made(step, origin.register ?? register, name, isNullable: isNullable, into: &events)
    case .clobbered(let step):
      let callee = rejection.call(at: step)?.callee ?? "a function"
      events.append(
        StoryEvent(
          step: step, label: "\(callee) is called here: what registers 1 to 5 held is gone after a call",
          weight: .lost))
    case .callbackArgument(let call):
      events.append(
        StoryEvent(
          step: call, label: "\(trace.steps[call].callee ?? "the kernel") passes \(name) to the callback",
          weight: .made))
    case .argument, .returned, .perhaps, .entry, .missing: break
    }
    return []
  }

  private func made(
    _ step: Int, _ register: Int, _ name: String, isNullable: Bool, into events: inout [StoryEvent]
  ) -> [(register: Int, before: Int)] {
    let after = trace.register(register, after: step)
    switch trace.steps[step].instruction?.kind {
    case .arithmetic(_, _, let destination, let operand):
      var open: [(register: Int, before: Int)] = []
      let target = trace.register(Int(destination), before: step)
      if case .register(let source) = operand {
        let value = trace.register(Int(source), before: step)
        if let target, target.kind != .scalar, let value, value.kind == .scalar {
          events.append(moves(step, target, value))
        } else if let after, after.kind != .scalar, let target, target.kind == .scalar {
          events.append(moves(step, after, target))
        } else if let after, after.kind == .scalar {
          events.append(
            StoryEvent(step: step, label: "\(name) becomes \(ValueWords.describe(after))", weight: .made))
        }
        open.append((Int(source), step))
      }
      if let target, target.kind != .scalar, target.kind != .uninitialised, !isDifference(operand, at: step),
        after.map({ $0.kind == .scalar }) ?? false
      {
        events.append(
          StoryEvent(step: step, label: "\(name) is no pointer any more: this leaves a number of it", weight: .lost))
      }
      open.append((Int(destination), step))
      return open
    case .load(let size, _, _, let base, _):
      guard let from = trace.register(Int(base), before: step) else { return [] }
      // Every program that looks at a packet begins so.
      if from.kind == .context, after?.kind == .packet { return [] }
      events.append(StoryEvent(step: step, label: loaded(name, size.bytes, from, after), weight: .made))
    case .call:
      let callee = rejection.call(at: step)?.callee ?? "a function"
      let what = after.map { ": \(ValueWords.describe(rejection.named($0, madeBy: step)))" } ?? ""
      // Where a pointer is from matters little once it is known not to be NULL.
      let isSettled = after.map { $0.kind != .scalar } ?? false && !isNullable
      events.append(
        StoryEvent(step: step, label: "\(callee) returns \(name) here\(what)", weight: isSettled ? .context : .made))
    case .move(_, _, .immediate(let value)) where !rejection.isHoisted(step):
      events.append(StoryEvent(step: step, label: "\(name) is set to \(value) here", weight: .made))
    default: break
    }
    return []
  }

  /// Whether an operand is a pointer too: the number that is left is their distance, and meant.
  private func isDifference(_ operand: Operand, at step: Int) -> Bool {
    guard case .register(let source) = operand, let other = trace.register(Int(source), before: step) else {
      return false
    }
    return other.kind != .scalar && other.kind != .uninitialised
  }

  private func moves(_ step: Int, _ pointer: RegisterState, _ amount: RegisterState) -> StoryEvent {
    let moved = "moves the pointer by \(ValueWords.amount(amount.range))"
    guard pointer.kind == .packet, amount.range.constant == nil else {
      return StoryEvent(step: step, label: moved, weight: .made)
    }
    return StoryEvent(step: step, label: "\(moved): checks before it no longer cover it", weight: .lost)
  }

  private func loaded(_ name: String, _ bytes: Int, _ from: RegisterState, _ value: RegisterState?) -> String {
    let place =
      switch from.kind {
      case .context: "the context"
      case .mapValue: "a map value"
      case .packet: "the packet"
      case .framePointer: "the stack"
      case .btfPointer: "struct \(from.typeName ?? "?")"
      default: "memory"
      }
    let what = value.map { ": \(ValueWords.describe($0))" } ?? ""
    return "\(name) is read from \(place) here\(what)"
  }

  /// Whether a number's bounds are wider after a hop than before it.
  private func loses(_ link: ValueLink) -> Bool {
    guard let register = link.register, let before = trace.register(register, before: link.step),
      before.kind == .scalar, case let next = trace.steps[link.step].instruction?.kind
    else { return false }
    switch next {
    case .move(_, let destination, _):
      guard let after = trace.register(Int(destination), after: link.step), after.kind == .scalar else { return false }
      return Self.width(after.range) > Self.width(before.range)
    default: return false
    }
  }

  /// Whether a number that is read from the stack has wider bounds than what was stored there. Where the path does not show
  /// the store, what the log says of the bytes tells: `m` is anything.
  private func losesOnStack(_ link: ValueLink, stored: ValueLink?) -> Bool {
    guard case .fill(let offset, let frame) = link.kind,
      case .load(_, _, let destination, _, _)? = trace.steps[link.step].instruction?.kind
    else { return false }
    if let stored, case .spill = stored.kind, let source = stored.register {
      guard let before = trace.register(source, before: stored.step), before.kind == .scalar,
        let after = trace.register(Int(destination), after: link.step), after.kind == .scalar
      else { return false }
      return Self.width(after.range) > Self.width(before.range)
    }
    guard stored == nil, case .missing = trace.definition(ofSlot: offset, size: 8, frame: frame, before: link.step)
    else {
      return false
    }
    return trace.state(before: link.step).stack[offset]?.bytes == "mmmmmmmm"
  }

  private static func width(_ range: ScalarRange) -> UInt64 {
    min(
      range.unsignedMaximum &- range.unsignedMinimum,
      UInt64(bitPattern: range.signedMaximum) &- UInt64(bitPattern: range.signedMinimum))
  }
}
