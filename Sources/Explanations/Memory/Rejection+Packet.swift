import Analysis
import BPF
import VerifierLog

extension Rejection {
  /// The comparisons with the packet's end on the path, oldest first, as far as the log tells; `register` is the pointer
  /// that was refused.
  func packetChecks(of register: Int) -> [PacketCheck] {
    guard let failing = failingStep, let refused = trace.register(register, before: failing) else { return [] }
    return (0..<failing).compactMap { step in
      guard case .branch(let condition, _, let left, .register(let right), _)? = trace.steps[step].instruction?.kind
      else { return nil }
      let sides = [Int(left), Int(right)]
      guard sides.contains(where: { trace.register($0, before: step)?.kind == .packetEnd }),
        let pointer = sides.first(where: { Self.isPacket(trace.register($0, before: step)) }),
        let state = trace.register(pointer, before: step)
      else { return nil }
      let proven = trace.register(pointer, after: step)?.packetRange ?? 0
      return PacketCheck(
        step: step, isOfSamePointer: (state.id ?? 0) == (refused.id ?? 0), compared: Int(clamping: state.offset),
        proven: proven, provenBefore: state.packetRange ?? 0, isEquality: condition == .equal || condition == .notEqual)
    }
  }

  /// The newest comparison of a pointer into the packet with what is left of one that a call took away, on the failing
  /// path; nil when there is none.
  var stalePacketCheck: (step: Int, name: String?, call: (step: Int, name: String))? {
    guard let failing = failingStep else { return nil }
    for step in (0..<failing).reversed() {
      guard case .branch(_, _, let left, .register(let right), _)? = trace.steps[step].instruction?.kind else {
        continue
      }
      for (pointer, other) in [(left, right), (right, left)] {
        guard Self.isPacket(trace.register(Int(pointer), before: step)),
          let call = PacketChangedExplanation.loss(of: Int(other), before: step, self)?.call
        else { continue }
        return (step, name(of: Int(other), before: step), call)
      }
    }
    return nil
  }

  /// The newest comparison of the packet's length on the failing path: of the distance between its end and its start, or
  /// of the context's `len`; nil when there is none.
  var packetLengthCheck: Int? {
    guard let failing = failingStep else { return nil }
    return (0..<failing).last { step in
      guard case .branch(_, _, let left, let operand, _)? = trace.steps[step].instruction?.kind else { return false }
      var compared = [left]
      if case .register(let right) = operand { compared.append(right) }
      return compared.contains { isPacketLength(Int($0), before: step) }
    }
  }

  private func isPacketLength(_ register: Int, before step: Int) -> Bool {
    guard case .instruction(let made) = trace.origin(of: register, before: step).definition else { return false }
    switch trace.steps[made].instruction?.kind {
    case .arithmetic(.subtract, _, let destination, .register(let source)):
      return trace.register(Int(destination), before: made)?.kind == .packetEnd
        && Self.isPacket(trace.register(Int(source), before: made))
    case .load(_, _, _, let base, 0):
      return trace.register(Int(base), before: made)?.kind == .context
        && (text(of: made).map { SourceNames.mentions("len", in: $0) } ?? false)
    default: return false
    }
  }

  /// The newest comparison of the low halves of two addresses of the packet on the failing path; nil when there is none.
  var narrowPacketCheck: Int? {
    guard let failing = failingStep else { return nil }
    return (0..<failing).last { step in
      guard case .branch(_, .bits32, let left, .register(let right), _)? = trace.steps[step].instruction?.kind else {
        return false
      }
      return [left, right].contains { trace.register(Int($0), before: step)?.kind == .packetEnd }
    }
  }

  /// The number without a usable bound that moved the pointer in `register`: with it, the kernel lets no comparison prove
  /// anything (kernel/bpf/verifier.c: `MAX_PACKET_OFF`, 65,535). Nil when there is none.
  func unboundedPacketMove(of register: Int) -> RefusedIndex? {
    guard let state = lastState(of: register), state.kind == .packet, state.hasVariableOffset,
      state.range.unsignedMaximum > 0xffff || state.range.unsignedMaximum &+ UInt64(clamping: state.offset) > 0xffff
    else { return nil }
    return index(of: register)
  }

  private static func isPacket(_ state: RegisterState?) -> Bool {
    state?.kind == .packet || state?.kind == .packetMeta
  }
}
