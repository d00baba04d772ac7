import BPF

/// Which bytes of a function's stack may have been written before an instruction: on some path, by a store or by a call
/// that is given their address. What is not among them was written on no path.
struct StackWrites: Sendable {
  /// A bit a byte, from the frame's top downwards.
  private typealias Bytes = SIMD8<UInt64>

  private let flow: ValueFlow
  private let instructions: [Instruction]
  private let entering: [Bytes]

  private static let size = 512

  init(_ flow: ValueFlow, order: [Int], instructions: [Instruction]) {
    self.flow = flow
    self.instructions = instructions
    var writes = [[(index: Int, bytes: Bytes)]](repeating: [], count: flow.graph.blocks.count)
    flow.visit { block, index, state in
      let bytes = Self.written(instructions[index].kind, state)
      if bytes != .zero { writes[block].append((index, bytes)) }
    }
    self.writes = writes
    var entering = [Bytes](repeating: .zero, count: flow.graph.blocks.count)
    var isStable = false
    while !isStable {
      isStable = true
      for block in order {
        let leaving = writes[block].reduce(entering[block]) { $0 | $1.bytes }
        for edge in flow.graph.blocks[block].successors where entering[edge.target] | leaving != entering[edge.target] {
          entering[edge.target] |= leaving
          isStable = false
        }
      }
    }
    self.entering = entering
  }

  /// By block: what each instruction may write.
  private let writes: [[(index: Int, bytes: Bytes)]]

  /// The offsets from the frame pointer, of those in `range`, that no path has written before an instruction.
  func unwritten(_ range: Range<Int>, before index: Int, in block: Int) -> [Int] {
    guard entering.indices.contains(block), range.lowerBound >= -Self.size, range.upperBound <= 0 else { return [] }
    let bytes = writes[block].filter { $0.index < index }.reduce(entering[block]) { $0 | $1.bytes }
    return range.filter { offset in
      let bit = -offset - 1
      return bytes[bit / 64] >> UInt64(bit % 64) & 1 == 0
    }
  }

  private static func written(_ kind: InstructionKind, _ state: FlowState) -> Bytes {
    if let place = kind.writtenPlace {
      let address = state[place.base].adding(Int64(place.offset))
      if case .frame(let offset) = address { return bytes(offset..<offset + place.size) }
      let isStack = address == .unknown || address.contains { if case .frame = $0 { true } else { false } }
      return isStack ? bytes(-size..<0) : .zero
    }
    guard case .call(let callee) = kind else { return .zero }
    if case .helper(let helper) = callee, FlowStep.readers.contains(helper) { return .zero }
    var all = Bytes.zero
    for register in UInt8(1)...5 {
      switch state[register] {
      case .frame(let offset): all |= bytes(offset..<0)
      case .unknown, .loaded: all |= bytes(-size..<0)
      default: break
      }
    }
    return all
  }

  private static func bytes(_ range: Range<Int>) -> Bytes {
    var bytes = Bytes.zero
    for offset in range.clamped(to: -size..<0) {
      let bit = -offset - 1
      bytes[bit / 64] |= 1 << UInt64(bit % 64)
    }
    return bytes
  }
}
