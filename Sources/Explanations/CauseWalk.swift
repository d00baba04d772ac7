import BPF
import Findings
import VerifierLog

/// The way of a value back from where it was refused, told in labelled source lines: where it was made, what moved it,
/// which checks narrowed it, which call took it away.
struct CauseWalk {
  private struct Event {
    var step: Int
    var label: String
  }

  private let rejection: Rejection
  private var trace: Trace { rejection.trace }

  init(_ rejection: Rejection) {
    self.rejection = rejection
  }

  /// The story of what `register` holds at the failing step, oldest first; one entry a source line.
  func spans(of register: Int) -> [LabelledSpan] {
    guard let step = rejection.failingStep else { return [] }
    var events: [Event] = []
    var open: [(register: Int, before: Int)] = [(register, step)]
    // Each value is made of at most two; three rounds are more than a reader follows.
    for _ in 0..<6 where !open.isEmpty {
      let (register, before) = open.removeFirst()
      open += follow(register, before: before, into: &events)
    }
    if trace.register(register, before: step)?.kind == .packet { provenBytes(before: step).map { events.append($0) } }
    var spans: [LabelledSpan] = []
    for event in events.sorted(by: { $0.step < $1.step }) {
      let span = rejection.span(event.step, event.label)
      // A line's last step is what its earlier ones come to.
      spans.removeAll { $0.span.file == span.span.file && $0.span.line == span.span.line && $0.text == span.text }
      spans.append(span)
    }
    return spans
  }

  /// Tells one value's way and gives the values that it was made of.
  private func follow(_ register: Int, before: Int, into events: inout [Event]) -> [(register: Int, before: Int)] {
    let origin = trace.origin(of: register, before: before)
    let name = rejection.name(of: register, before: before).map { "`\($0)`" } ?? "it"
    for step in trace.comparisons(of: register, before: before).prefix(2) {
      comparison(step, name).map { events.append($0) }
    }
    for link in origin.links {
      switch link.kind {
      case .truncation: events.append(Event(step: link.step, label: "only the low 32 bits of \(name) are kept here"))
      case .argument: events.append(Event(step: link.step, label: "\(name) is passed on here"))
      case .copy, .signExtension, .fill, .spill, .result: break
      }
    }
    switch origin.definition {
    case .instruction(let step): return made(step, origin.register ?? register, name, into: &events)
    case .clobbered(let step):
      let callee = trace.steps[step].callee ?? "a function"
      events.append(Event(step: step, label: "\(callee) is called here: what r1 to r5 held is gone after a call"))
    case .callbackArgument(let call):
      events.append(
        Event(step: call, label: "\(trace.steps[call].callee ?? "the kernel") passes \(name) to the callback"))
    case .argument, .returned, .perhaps, .entry, .missing: break
    }
    return []
  }

  private func made(
    _ step: Int, _ register: Int, _ name: String, into events: inout [Event]
  ) -> [(register: Int, before: Int)] {
    let after = trace.register(register, after: step)
    switch trace.steps[step].instruction?.kind {
    case .arithmetic(_, _, let destination, let operand):
      var open: [(register: Int, before: Int)] = []
      let target = trace.register(Int(destination), before: step)
      if case .register(let source) = operand {
        let value = trace.register(Int(source), before: step)
        if let target, target.kind != .scalar, let value, value.kind == .scalar {
          events.append(Event(step: step, label: "moves the pointer by \(ValueWords.amount(value.range))"))
        } else if let after, after.kind != .scalar, let target, target.kind == .scalar {
          events.append(Event(step: step, label: "moves the pointer by \(ValueWords.amount(target.range))"))
        } else if let after, after.kind == .scalar {
          events.append(Event(step: step, label: "\(name) becomes \(ValueWords.describe(after))"))
        }
        open.append((Int(source), step))
      }
      open.append((Int(destination), step))
      return open
    case .load(let size, _, _, let base, _):
      guard let from = trace.register(Int(base), before: step) else { return [] }
      // Every program that looks at a packet begins so.
      if from.kind == .context, after?.kind == .packet { return [] }
      events.append(Event(step: step, label: loaded(name, size.bytes, from, after)))
    case .call:
      let callee = trace.steps[step].callee ?? "a function"
      let what = after.map { ": \(ValueWords.describe($0))" } ?? ""
      events.append(Event(step: step, label: "\(callee) returns \(name) here\(what)"))
    case .move(_, _, .immediate(let value)):
      events.append(Event(step: step, label: "\(name) is set to \(value) here"))
    default: break
    }
    return []
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

  private func comparison(_ step: Int, _ name: String) -> Event? {
    guard case .branch(_, _, let left, let operand, _) = trace.steps[step].instruction?.kind else { return nil }
    guard let before = trace.register(Int(left), before: step) else { return nil }
    if before.mayBeNull { return Event(step: step, label: "\(name) is checked for NULL here") }
    if case .register(let right) = operand, let other = trace.register(Int(right), before: step),
      other.kind == .packetEnd || before.kind == .packetEnd
    {
      return nil
    }
    guard let after = trace.register(Int(left), after: step), after.kind == .scalar else { return nil }
    return Event(step: step, label: "this check leaves \(name) \(ValueWords.range(after.range))")
  }

  /// The newest comparison with the packet's end, and what it proves.
  private func provenBytes(before last: Int) -> Event? {
    for step in (0..<last).reversed() {
      guard case .branch(_, _, let left, .register(let right), _) = trace.steps[step].instruction?.kind else {
        continue
      }
      let sides = [Int(left), Int(right)].map { trace.register($0, before: step) }
      guard sides.contains(where: { $0?.kind == .packetEnd }),
        let bytes = [Int(left), Int(right)].compactMap({ trace.register($0, after: step)?.packetRange }).max(),
        bytes > 0
      else { continue }
      return Event(step: step, label: "this check proves \(bytes) bytes")
    }
    return nil
  }
}

extension Rejection {
  /// What the author calls the value of `register` at the failing step, where the source says so; inferred from the C
  /// lines beside the instructions.
  func name(of register: Int) -> String? {
    failingStep.flatMap { name(of: register, before: $0) }
  }

  /// What the author calls the value of `register` as step `step` finds it: the variable that the line assigns which made
  /// the value or handed it on, when the step's own line mentions it. Nil where that cannot be told.
  func name(of register: Int, before step: Int) -> String? {
    guard let used = text(of: step) else { return nil }
    let origin = trace.origin(of: register, before: step)
    var places = origin.links.map(\.step)
    switch origin.definition {
    case .instruction(let step), .returned(let step, _), .perhaps(let step): places.append(step)
    case .argument, .callbackArgument, .clobbered, .entry, .missing: break
    }
    for place in places {
      guard let name = text(of: place).flatMap(SourceNames.assigned) else { continue }
      if SourceNames.mentions(name, in: used) { return name }
    }
    return nil
  }
}
