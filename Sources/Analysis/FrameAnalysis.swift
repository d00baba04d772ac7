public import BPF

/// Finds how deep a function reaches below its frame pointer: follows R10 and what is computed from it by constants.
///
/// An address counts as soon as it is formed, since it is formed to be given to a helper or to have a variable added.
public struct FrameAnalysis: Sendable {
  /// Per register, bytes from the frame pointer; nil for anything else.
  private typealias Offsets = [Int?]

  /// Beyond this no sum is followed: no frame is that deep, and sums stay far from overflow.
  private static let farthest = 1 << 20

  private let instructions: [Instruction]
  private let slots: SlotIndex
  private var deepest = 0
  private var deepestSlot: Int?

  /// How much stack a function of the program needs.
  public static func frame(
    of graph: ControlFlowGraph, instructions: [Instruction], slots: SlotIndex
  ) -> FrameUse {
    var analysis = FrameAnalysis(instructions: instructions, slots: slots)
    analysis.run(graph)
    return FrameUse(bytes: -analysis.deepest, deepestSlot: analysis.deepestSlot)
  }

  private init(instructions: [Instruction], slots: SlotIndex) {
    self.instructions = instructions
    self.slots = slots
  }

  private mutating func run(_ graph: ControlFlowGraph) {
    guard !graph.blocks.isEmpty else { return }
    var entering = [Offsets?](repeating: nil, count: graph.blocks.count)
    var start = Offsets(repeating: nil, count: 11)
    start[10] = 0
    entering[0] = start
    var waiting = [0]
    var isWaiting = [Bool](repeating: false, count: graph.blocks.count)
    while let block = waiting.popLast() {
      isWaiting[block] = false
      guard var offsets = entering[block] else { continue }
      for position in graph.blocks[block].instructions { step(position, &offsets) }
      for edge in graph.blocks[block].successors {
        let merged = entering[edge.target].map { Self.meet($0, offsets) } ?? offsets
        guard entering[edge.target] != merged else { continue }
        entering[edge.target] = merged
        if !isWaiting[edge.target] {
          isWaiting[edge.target] = true
          waiting.append(edge.target)
        }
      }
    }
  }

  /// What holds on both ways. Each register can only be lost, once: so the walk ends.
  private static func meet(_ left: Offsets, _ right: Offsets) -> Offsets {
    zip(left, right).map { $0 == $1 ? $0 : nil }
  }

  private mutating func step(_ position: Int, _ offsets: inout Offsets) {
    let slot = slots.slots[position]
    switch instructions[position].kind {
    case .move(.bits64, let destination, .register(let source)): offsets[Int(destination)] = offsets[Int(source)]
    case .arithmetic(.add, .bits64, let destination, .immediate(let value)):
      offsets[Int(destination)] = formed(offsets[Int(destination)], Int(value), slot)
    case .arithmetic(.subtract, .bits64, let destination, .immediate(let value)):
      offsets[Int(destination)] = formed(offsets[Int(destination)], -Int(value), slot)
    case .arithmetic(_, _, let destination, _), .negate(_, let destination), .move(_, let destination, _),
      .moveSignExtended(_, let destination, _, _), .convertByteOrder(_, let destination, _),
      .castAddressSpace(let destination, _, _, _), .loadImmediate(let destination, _, _):
      offsets[Int(destination)] = nil
    case .load(_, _, let destination, let base, let offset):
      _ = formed(offsets[Int(base)], Int(offset), slot)
      offsets[Int(destination)] = nil
    case .store(_, let base, let offset, _): _ = formed(offsets[Int(base)], Int(offset), slot)
    case .atomic(let operation, _, let base, let offset, let register):
      _ = formed(offsets[Int(base)], Int(offset), slot)
      switch operation {
      case .add, .or, .and, .xor, .storeRelease: break
      case .compareExchange: offsets[0] = nil
      case .fetchAdd, .fetchOr, .fetchAnd, .fetchXor, .exchange, .loadAcquire: offsets[Int(register)] = nil
      }
    case .call, .loadPacket:
      for register in 0...5 { offsets[register] = nil }
    case .jump, .mayGoto, .branch, .exit, .unknown: break
    }
  }

  /// The address at a distance from another: noted when it is the deepest yet.
  private mutating func formed(_ base: Int?, _ distance: Int, _ slot: Int) -> Int? {
    guard let base else { return nil }
    let offset = base + distance
    guard abs(offset) <= Self.farthest else { return nil }
    if offset < deepest { (deepest, deepestSlot) = (offset, slot) }
    return offset
  }
}
