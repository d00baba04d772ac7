import BPF
import Jobs
import KernelFacts
import Rewriting

/// The code that stands in the place of a call that is mocked or looked at. It needs no register but those that a call
/// leaves to whoever calls: R0 before the call, R1 to R5 behind it.
struct MockCode {
  let mock: TestMock
  /// Where its block begins in the map.
  let block: UInt32
  let map: MockMap
  /// The call that it stands for.
  let call: Instruction
  /// What fills write that is written as it is.
  let bytes: (ByteSlice) throws(Refusal) -> [UInt8]

  /// `bpf_probe_read_kernel` (since 5.5): it writes as many bytes as an argument says, from anywhere, or zeros from nowhere.
  private static let read = HelperID(rawValue: 113)

  /// Puts mocks in the place of the calls of a program that they are for.
  static func add(
    _ mocks: [TestMock], of program: String, code: ProgramCode, map: MockMap, to edits: inout Edits,
    bytes: (ByteSlice) throws(Refusal) -> [UInt8]
  ) throws(Refusal) {
    for (index, instruction) in code.instructions.enumerated() {
      guard let callee = callee(of: instruction) else { continue }
      let site = CallSite(program: program, slot: code.slots.slot(ofInstruction: index))
      let found =
        mocks.firstIndex { $0.site == site } ?? mocks.firstIndex { $0.site == nil && $0.callee == callee }
      guard let found else { continue }
      let made = try withoutActuallyEscaping(bytes) { bytes throws(Refusal) in
        try MockCode(mock: mocks[found], block: map.block(of: found), map: map, call: instruction, bytes: bytes)
          .instructions
      }
      edits.replace(index, with: Insertion(made))
    }
  }

  private static func callee(of instruction: Instruction) -> TestMock.Callee? {
    switch instruction.kind {
    case .call(.helper(let helper)): .helper(helper.rawValue)
    case .call(.kernelFunction(let id, module: 0)): .kernelFunction(UInt32(bitPattern: id))
    default: nil
    }
  }

  private var instructions: [Instruction] {
    get throws(Refusal) {
      // r0 = block; the arguments are kept until it is known what came of the call
      var code: [Instruction] = [.loadMapValue(0, descriptor: map.descriptor, offset: block)]
      for argument in 0..<mock.arguments {
        code.append(.store(.doubleWord, base: 0, offset: Int16(8 + argument * 8), .register(UInt8(argument + 1))))
      }
      if mock.answers.contains(where: { $0.result != nil }) {
        // r0 = the number of calls before this one
        code.append(.load(.doubleWord, 0, base: 0, offset: 0))
        code += try choice
      } else {
        code += made
      }
      return code + record
    }
  }

  /// The call itself. What a function leaves in R0 that gives nothing, no program may read.
  private var made: [Instruction] { mock.givesNothing ? [call, .move(0, .immediate(0))] : [call] }

  /// One answer after the other; each but the last begins with the question whether it is its turn.
  private var choice: [Instruction] {
    get throws(Refusal) {
      let parts = try mock.answers.enumerated().map { index, answer throws(Refusal) in
        try instructions(of: answer, isLast: index == mock.answers.count - 1)
      }
      // Behind each comes a jump over the rest, but behind the last.
      var code: [Instruction] = []
      for (index, part) in parts.enumerated().reversed() {
        let after = Self.slots(code)
        guard index < parts.count - 1 else {
          code = part
          continue
        }
        let own = part + [.jump(distance: Int16(clamping: after))]
        code =
          [.branch(.notEqual, 0, .immediate(Int32(index)), distance: Int16(clamping: Self.slots(own)))] + own + code
      }
      return code
    }
  }

  private static func slots(_ code: [Instruction]) -> Int { code.reduce(0) { $0 + $1.slots } }

  private func instructions(of answer: TestMock.Answer, isLast: Bool) throws(Refusal) -> [Instruction] {
    guard let result = answer.result else { return made }
    var code: [Instruction] = []
    // What is written as it is comes first: it needs the arguments.
    for fill in answer.fills where fill.size == nil { code += stores(of: fill, try bytes(fill.bytes)) }
    if isLast, mock.step != 0, !answer.fills.contains(where: { $0.size != nil }), !fillsWithZeros(answer) {
      // r0 = result + (r0 - answers before this one) * step
      code.append(.add(0, .immediate(Int32(1 - mock.answers.count))))
      code.append(.loadImmediate(1, mock.step))
      code.append(.multiply(0, .register(1)))
      code.append(.loadImmediate(1, result))
      return code + [.add(0, .register(1))]
    }
    for fill in answer.fills {
      guard let size = fill.size, let place = map.place(of: fill) else { continue }
      code += copy(to: fill.argument, size: size) { .loadMapValue(3, descriptor: map.descriptor, offset: place) }
    }
    if fillsWithZeros(answer), let written = written {
      code += copy(to: written.argument, size: written.size) { .move(3, .immediate(0)) }
    }
    // A pointer is known not to be there only by a constant.
    code.append(Int32(exactly: Int64(bitPattern: result)).map { .move(0, .immediate($0)) } ?? .loadImmediate(0, result))
    return code
  }

  /// What the program reads afterwards counts as written only when something was.
  private func fillsWithZeros(_ answer: TestMock.Answer) -> Bool {
    guard let written else { return false }
    return !answer.fills.contains { $0.argument == written.argument }
  }

  /// The memory that the call would write, and the argument that says how much; nil when it writes none.
  private var written: (argument: Int, size: Int)? {
    if case .helper(let number) = mock.callee { MockedHelper.buffer(of: HelperID(rawValue: number)) } else { nil }
  }

  /// `r1 = memory; r2 = size; r3 = source; bpf_probe_read_kernel`
  private func copy(to argument: Int, size: Int, _ source: () -> Instruction) -> [Instruction] {
    var code: [Instruction] = []
    // The size first where it would be overwritten.
    if size != 2 { code.append(.move(0, .register(UInt8(size)))) }
    if argument != 1 { code.append(.move(1, .register(UInt8(argument)))) }
    if size != 2 { code.append(.move(2, .register(0))) }
    return code + [source(), .call(Self.read)]
  }

  /// Stores of constants, of 4 bytes where they lie so.
  private func stores(of fill: TestMock.Fill, _ bytes: [UInt8]) -> [Instruction] {
    var code: [Instruction] = []
    var at = 0
    while at < bytes.count {
      let place = fill.offset + at
      let size: AccessSize =
        place % 4 == 0 && bytes.count - at >= 4 ? .word : place % 2 == 0 && bytes.count - at >= 2 ? .half : .byte
      let count = Int(size.rawValue)
      let value = (0..<count).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
      code.append(
        .store(
          size, base: UInt8(fill.argument), offset: Int16(clamping: place), .immediate(Int32(bitPattern: value))))
      at += count
    }
    return code
  }

  /// Counts the call, and keeps its arguments and what came of it.
  private var record: [Instruction] {
    var copies: [Instruction] = [
      // r2 = &records[r2]
      .multiply(2, .immediate(Int32(MockMap.record))),
      .loadMapValue(3, descriptor: map.descriptor, offset: block + UInt32(MockMap.header)),
      .add(3, .register(2)),
    ]
    for argument in 0..<mock.arguments {
      copies.append(.load(.doubleWord, 4, base: 1, offset: Int16(8 + argument * 8)))
      copies.append(.store(.doubleWord, base: 3, offset: Int16(argument * 8), .register(4)))
    }
    copies.append(.store(.doubleWord, base: 3, offset: 40, .register(0)))
    return [
      .loadMapValue(1, descriptor: map.descriptor, offset: block),
      .load(.doubleWord, 2, base: 1, offset: 0),
      .move(3, .register(2)),
      .add(3, .immediate(1)),
      .store(.doubleWord, base: 1, offset: 0, .register(3)),
      .branch(
        .aboveOrEqual, 2, .immediate(Int32(TestMock.mostCalls)), distance: Int16(clamping: Self.slots(copies))),
    ] + copies
  }
}
