import BPF
import VerifierLog

extension Rejection {
  /// The registers of the failing step, when that is arithmetic or a move: what is changed, and by which register.
  var refusedArithmetic: (destination: Int, source: Int?)? {
    guard let step = failingStep else { return nil }
    switch trace.steps[step].instruction?.kind {
    case .arithmetic(_, _, let destination, .register(let source)), .move(_, let destination, .register(let source)),
      .moveSignExtended(_, let destination, let source, _):
      return (Int(destination), Int(source))
    case .arithmetic(_, _, let destination, _), .move(_, let destination, _), .negate(_, let destination),
      .convertByteOrder(_, let destination, _):
      return (Int(destination), nil)
    default: return nil
    }
  }

  /// Of the failing addition to a pointer, the register with the number; nil where that is an immediate, or not known.
  var movingRegister: Int? {
    guard let step = failingStep, let (destination, source) = refusedArithmetic, let source else { return nil }
    if trace.register(source, before: step)?.kind == .scalar { return source }
    if trace.register(destination, before: step)?.kind == .scalar { return destination }
    return nil
  }

  /// The operator of the failing arithmetic on a pointer, where it is neither + nor -: kernels look at the number before
  /// they look at the operator, and call a mask an offset. Nil for other steps, and where the log shows no pointer.
  var otherPointerOperator: ArithmeticOperation? {
    guard let step = failingStep, pointerRegister != nil,
      case .arithmetic(let operation, _, _, _)? = trace.steps[step].instruction?.kind, operation != .add,
      operation != .subtract
    else { return nil }
    return operation
  }

  /// Of the failing step's arithmetic or comparison, the register with the pointer; nil where the log does not tell.
  var pointerRegister: Int? {
    guard let step = failingStep else { return nil }
    var registers: [Int] = []
    if let (destination, source) = refusedArithmetic {
      registers = [destination, source].compactMap { $0 }
    } else if case .branch(_, _, let left, let operand, _) = trace.steps[step].instruction?.kind {
      registers = [Int(left)]
      if case .register(let right) = operand { registers.append(Int(right)) }
    }
    return registers.first { trace.register($0, before: step).map { $0.kind != .scalar } ?? false }
  }

  /// The author's name for the value of a register at the failing step, in signs; else `noun`.
  func called(_ register: Int?, else noun: String) -> String {
    register.flatMap { name(of: $0) }.map { "`\($0)`" } ?? noun
  }
}
