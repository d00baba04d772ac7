import BPF
import Rewriting

extension Edits {
  /// Instructions at random places that change nothing that a program can see: they use registers that nobody reads, and
  /// stack that nobody has.
  static func harmless(
    in code: ProgramCode, count: Int, using random: inout some RandomNumberGenerator
  ) -> Edits {
    var edits = Edits()
    var stack: [Int: Int] = [:]
    for function in code.functions.indices where code.frames[function] <= 128 {
      stack[function] = edits.reserve(8, in: function, of: code)
    }
    for _ in 0..<count {
      let index = Int.random(in: code.instructions.indices, using: &random)
      let insertion = one(stack: stack[code.function(ofInstruction: index)], using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0 where code.instructions[index].fallsThrough: edits.insert(insertion, after: index)
      case 1 where code.instructions[index].jumpDistance != nil: edits.insert(insertion, whenTaken: index)
      case 2: edits.insert(insertion, atEntryOf: code.function(ofInstruction: index))
      default: edits.insert(insertion, before: index)
      }
    }
    return edits
  }

  private static func one(stack: Int?, using random: inout some RandomNumberGenerator) -> Insertion {
    let number = Int32.random(in: Int32.min...Int32.max, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return Insertion([.jump(distance: 0)])
    case 1: return Insertion(scratch: 1) { [.loadImmediate($0[0], 0x1234_5678_9abc_def0)] }
    case 2:
      return Insertion(scratch: 2) {
        [.move($0[0], .immediate(number)), .move($0[1], .register($0[0])), .add($0[1], .register($0[0]))]
      }
    case 3:
      return Insertion(scratch: 1) {
        [
          .move($0[0], .immediate(number)), .branch(.equal, $0[0], .immediate(number), distance: 1),
          .move($0[0], .immediate(0)),
        ]
      }
    case 4:
      guard let stack else { return Insertion([.jump(distance: 0)]) }
      return Insertion([.store(.doubleWord, base: 10, offset: Int16(stack), .immediate(number))])
    case 5: return Insertion(scratch: 1) { [.move($0[0], .register(10)), .add($0[0], .immediate(-8))] }
    default: return Insertion(scratch: 1) { [.move($0[0], .immediate(number))] }
    }
  }
}
