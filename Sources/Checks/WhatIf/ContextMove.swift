import Analysis
import BPF
import BPFObject
import BTF

/// What a program reads of its context, and where another hook's context has it.
struct ContextMove {
  private let from: HookPlace
  private let to: HookPlace
  /// Parameters of the function that hooks by type stand at; nil where it is not known.
  private let parameters: Int?

  /// Registers of x86-64 that hold a function's arguments, as offsets in `struct pt_regs`
  /// (arch/x86/include/asm/ptrace.h): rdi, rsi, rdx, rcx, r8, r9.
  private static let arguments = [112, 104, 96, 88, 72, 64]
  /// rax, which holds what a function returns.
  private static let result = 80

  /// - Parameter types: the kernel's types.
  init(from: HookPlace, to: HookPlace, types: TypeTable?) {
    self.from = from
    self.to = to
    let function = [to, from].first { $0.kind.needsTypes }?.target
    parameters =
      function.flatMap { types?.type(named: $0, kind: .func) }
      .flatMap { function in function.target.flatMap { try? types?.type($0) } }?.parameters.count
  }

  /// New offsets of the program's loads from its context, by slot; none where they stay.
  /// - Throws: `HookRefusal` where the other context has not what one reads.
  func offsets(of program: Program) throws(HookRefusal) -> [Int: Int16] {
    let flow = ProgramFlow(program)
    var reads: [(slot: Int, offset: Int, instructionOffset: Int16)] = []
    for values in flow.values {
      values.visit { _, index, state in
        guard case .load(_, _, _, let base, let offset) = flow.instructions[index].kind, state[base].base == .context
        else { return }
        reads.append((program.slots.slot(ofInstruction: index), Int(state[base].offset) + Int(offset), offset))
      }
    }
    var offsets: [Int: Int16] = [:]
    for read in reads {
      let place = try place(of: read.offset)
      guard place != read.offset else { continue }
      guard let moved = Int16(exactly: place - read.offset + Int(read.instructionOffset)) else {
        throw HookRefusal("it reads its context at offset \(read.offset), through a pointer that was moved")
      }
      offsets[read.slot] = moved
    }
    return offsets
  }

  /// Where the other context has what this one has at an offset.
  private func place(of offset: Int) throws(HookRefusal) -> Int {
    if from.kind.context == to.kind.context, from.target == to.target, from.kind.isAtReturn == to.kind.isAtReturn {
      return offset
    }
    switch (from.kind.context, to.kind.context) {
    case (.record, _):
      throw HookRefusal("it reads its tracepoint's record at offset \(offset), which \(to.kind.rawValue) has not")
    case (.tracepointArguments, .tracepointArguments) where from.target == to.target: return offset
    case (.registers, .registers), (.registers, .arguments), (.arguments, .arguments), (.arguments, .registers):
      // Of a value a part may be read.
      return try place(ofValue: try value(at: offset & ~7)) + offset & 7
    case (.registers, _):
      throw HookRefusal("it reads its function's registers, which \(to.section) does not give")
    default:
      throw HookRefusal(
        "it reads argument \(offset / 8) of its \(from.kind.isOfFunction ? "function" : "tracepoint"), which "
          + "\(to.section) does not give")
    }
  }

  /// What a function's hook gives.
  private enum Value {
    case argument(Int)
    case result
  }

  private func value(at offset: Int) throws(HookRefusal) -> Value {
    switch from.kind.context {
    case .registers where offset == Self.result && from.kind.isAtReturn: return .result
    case .registers:
      guard let number = Self.arguments.firstIndex(of: offset) else {
        throw HookRefusal("it reads a register at offset \(offset) that holds no argument")
      }
      return .argument(number)
    default:
      guard from.kind.isAtReturn, let parameters, offset >= 8 * parameters else { return .argument(offset / 8) }
      return .result
    }
  }

  private func place(ofValue value: Value) throws(HookRefusal) -> Int {
    switch value {
    case .argument(let number):
      guard from.target == to.target else {
        throw HookRefusal("it reads argument \(number) of \(from.target), and \(to.target) has others")
      }
      guard to.kind != .kretprobe else {
        throw HookRefusal("it reads argument \(number), which is gone when \(to.target) returns")
      }
      guard to.kind.context == .registers else { return 8 * number }
      guard Self.arguments.indices.contains(number) else {
        throw HookRefusal("it reads argument \(number), which is in no register")
      }
      return Self.arguments[number]
    case .result:
      guard to.kind.isAtReturn else {
        throw HookRefusal("it reads what \(from.target) returns, which \(to.kind.rawValue) comes too early for")
      }
      guard to.kind.context != .registers else { return Self.result }
      guard let parameters else { throw HookRefusal("how many parameters \(to.target) has is not known") }
      return 8 * parameters
    }
  }
}
