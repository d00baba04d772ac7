import BPF
public import BPFObject

/// How often a program's loops can go round that the verifier does not walk to their end: callbacks of `bpf_loop` and its
/// like, open-coded iterators, `may_goto`. Loops inside of them multiply.
///
/// A program that runs cannot be interrupted: what goes round too often has to be known before it runs. Ordinary loops are
/// walked by the verifier, which visits at most a million instructions; here they count where one of the others is in them.
public struct IterationBound: Hashable, Sendable {
  /// A loop of the chain that goes round most often.
  public struct Round: Hashable, Sendable {
    /// What goes round: `bpf_loop`, `may_goto`, a loop.
    public var name: String
    /// How often, at most.
    public var most: Int
    /// The slot of the instruction that says so.
    public var slot: Int
  }

  /// How often all of it goes round at most; `Int.max` stands for more than that.
  public let total: Int
  /// The loops that go round most often together, outer ones first.
  public let rounds: [Round]
  /// Whether the program goes on with others in its place (`bpf_tail_call`).
  public let makesTailCalls: Bool

  /// The most rounds of a program that is run where it cannot be ended: two nested loops of 4,096, some seconds.
  public static let mostOnHost = 1 << 24
  /// Programs that one run goes through by tail calls, the first included: `MAX_TAIL_CALL_CNT` of include/linux/bpf.h.
  public static let mostTailCalls = 34

  /// `BPF_MAX_LOOPS`, of `bpf_loop`, numeric iterators and `may_goto` alike (include/linux/bpf.h, include/linux/bpf_verifier.h).
  static let mostLoops = 8 << 20
  /// `BPF_COMPLEXITY_LIMIT_INSNS`.
  static let verifierLimit = 1_000_000
  /// `BPF_MAX_USER_RINGBUF_SAMPLES`.
  static let mostSamples = 128 << 10
  /// What iterators over tasks, mappings and the like are taken to find: as many as there are.
  static let systemObjects = 1 << 16

  /// The bound of a linked program.
  public init(_ program: Program, in object: ObjectFile) {
    var walk = IterationWalk(program, in: object)
    let bound = walk.bound
    total = bound.total
    rounds = bound.rounds
    makesTailCalls = walk.makesTailCalls
  }
}

/// The walk through a program's functions.
private struct IterationWalk {
  struct Bound {
    var total = 0
    var rounds: [IterationBound.Round] = []
  }

  private static let tailCall = HelperID(name: "bpf_tail_call")
  private static let counted: [HelperID: String] = Dictionary(
    uniqueKeysWithValues: ["bpf_loop", "bpf_for_each_map_elem", "bpf_user_ringbuf_drain"].compactMap { name in
      HelperID(name: name).map { ($0, name) }
    })

  private let program: Program
  private let object: ObjectFile
  private var flow: ProgramFlow?
  private var known: [Int: Bound] = [:]
  private var underWay: Set<Int> = []
  let makesTailCalls: Bool

  init(_ program: Program, in object: ObjectFile) {
    self.program = program
    self.object = object
    makesTailCalls = program.instructions.contains { instruction in
      if case .call(.helper(let helper)) = instruction.kind { helper == Self.tailCall } else { false }
    }
    // Most programs have none of it, and need not be followed.
    if zip(program.instructions, program.slots.slots).contains(where: { goesRound($0, slot: $1) }) {
      flow = ProgramFlow(program)
    }
  }

  private func goesRound(_ instruction: Instruction, slot: Int) -> Bool {
    switch instruction.kind {
    case .mayGoto: true
    case .call(.helper(let helper)): Self.counted[helper] != nil
    case .call(.kernelFunction): iterator(atSlot: slot) != nil
    default: false
    }
  }

  /// The name of the function of an open-coded iterator that the call at a slot goes to, such as `bpf_iter_num_next`.
  private func iterator(atSlot slot: Int, ending: String = "_next") -> String? {
    guard case .extern(let index) = program.reference(atSlot: slot) else { return nil }
    let name = object.externs[index].name
    let plain = name.firstRange(of: "___").map { String(name[..<$0.lowerBound]) } ?? name
    return plain.hasPrefix("bpf_iter_") && plain.hasSuffix(ending) ? plain : nil
  }

  var bound: Bound {
    mutating get {
      guard let flow else { return Bound() }
      var all = of(0, flow)
      // What timers call later runs by itself.
      for entry in flow.structure.calls.asynchronousEntries {
        let other = of(entry, flow)
        if other.total > all.total { all = other }
      }
      return all
    }
  }

  private mutating func of(_ function: Int, _ flow: ProgramFlow) -> Bound {
    if let bound = known[function] { return bound }
    // The verifier refuses recursion.
    guard underWay.insert(function).inserted else { return Bound() }
    var bound = Bound()
    var most = -1
    func add(_ part: Bound) {
      let sum = bound.total.addingReportingOverflow(part.total)
      bound.total = sum.overflow ? .max : sum.partialValue
      if part.total > most {
        most = part.total
        bound.rounds = part.rounds
      }
    }
    let loops = loops(of: function, flow)
    for loop in loops where loop.isCounted { add(within(loop.index, loops, Bound(total: 1))) }
    for call in flow.calls where call.function == function {
      let inner: Bound
      if let callee = call.subprogram {
        inner = of(callee, flow)
      } else if let helper = call.helper, let name = Self.counted[helper] {
        let round = IterationBound.Round(name: name, most: times(name, call), slot: call.slot)
        inner = Self.times(round, callback(of: call, flow))
      } else {
        continue
      }
      guard inner.total > 0 else { continue }
      add(within(flow.structure.functions[function].loops.innermost[call.block], loops, inner))
    }
    underWay.remove(function)
    known[function] = bound
    return bound
  }

  private static func times(_ round: IterationBound.Round, _ inner: Bound) -> Bound {
    let product = round.most.multipliedReportingOverflow(by: max(1, inner.total))
    return Bound(total: product.overflow ? .max : product.partialValue, rounds: [round] + inner.rounds)
  }

  /// What a callback goes round itself; the most of all callbacks where it cannot be told which it is.
  private mutating func callback(of call: CallFact, _ flow: ProgramFlow) -> Bound {
    for case .function(let function) in call.arguments { return of(function, flow) }
    let callbacks = Set(flow.structure.calls.sites.filter { $0.kind == .callback }.map(\.callee))
    return callbacks.map { of($0, flow) }.max { $0.total < $1.total } ?? Bound()
  }

  /// How often a helper calls its callback.
  private func times(_ name: String, _ call: CallFact) -> Int {
    switch name {
    case "bpf_loop": Self.count(call.arguments[0]) ?? IterationBound.mostLoops
    case "bpf_for_each_map_elem":
      if case .map(let map) = call.arguments[0], object.maps[map].maxEntries > 0 {
        Int(object.maps[map].maxEntries)
      } else {
        IterationBound.mostLoops
      }
    default: IterationBound.mostSamples
    }
  }

  private static func count(_ value: SymbolicValue) -> Int? {
    switch value {
    case .constant(let number): min(Int(UInt32(truncatingIfNeeded: number)), IterationBound.mostLoops)
    case .truncated(let inner): count(inner)
    default: nil
    }
  }

  // MARK: - Loops of the function itself

  private struct Loop {
    var index: Int
    var parent: Int?
    var round: IterationBound.Round
    /// Whether it is an iterator's or `may_goto`'s; other loops only count for what is in them.
    var isCounted: Bool
  }

  private func loops(of function: Int, _ flow: ProgramFlow) -> [Loop] {
    let part = flow.structure.functions[function]
    return part.loops.loops.enumerated().map { index, loop in
      let blocks = part.graph.blocks.indices.filter { part.loops.innermost[$0] == index }
      let instructions = blocks.flatMap { part.graph.blocks[$0].instructions }
      for instruction in instructions {
        let slot = program.slots.slots[instruction]
        switch program.instructions[instruction].kind {
        case .mayGoto:
          // A frame has one budget: of nested ones the outermost takes it.
          let isNested = hasMayGoto(around: loop.parent, part)
          return Loop(
            index: index, parent: loop.parent,
            round: .init(name: "may_goto", most: isNested ? 1 : IterationBound.mostLoops, slot: slot), isCounted: true)
        case .call(.kernelFunction):
          guard let name = iterator(atSlot: slot) else { continue }
          let most = name == "bpf_iter_num_next" ? numbers(function, flow) : IterationBound.systemObjects
          return Loop(
            index: index, parent: loop.parent, round: .init(name: name, most: most, slot: slot), isCounted: true)
        default: continue
        }
      }
      let whole = part.loops.blocks(of: index).reduce(0) { $0 + part.graph.blocks[$1].slots.count }
      let slot = part.graph.blocks[loop.header].slots.lowerBound
      return Loop(
        index: index, parent: loop.parent,
        round: .init(name: "a loop", most: IterationBound.verifierLimit / max(1, whole), slot: slot), isCounted: false)
    }
  }

  private func hasMayGoto(around loop: Int?, _ part: FunctionStructure) -> Bool {
    var next = loop
    while let current = next {
      let blocks = part.graph.blocks.indices.filter { part.loops.innermost[$0] == current }
      let hasOne = blocks.flatMap { part.graph.blocks[$0].instructions }.contains { index in
        if case .mayGoto = program.instructions[index].kind { true } else { false }
      }
      if hasOne { return true }
      next = part.loops.loops[current].parent
    }
    return false
  }

  /// The most numbers that any numeric iterator of a function goes through.
  private func numbers(_ function: Int, _ flow: ProgramFlow) -> Int {
    let ranges = flow.calls.filter { call in
      call.function == function && iterator(atSlot: call.slot, ending: "_new") == "bpf_iter_num_new"
    }.map { call -> Int in
      guard case .constant(let start) = Self.number(call.arguments[1]),
        case .constant(let end) = Self.number(call.arguments[2])
      else { return IterationBound.mostLoops }
      let count = Int(Int32(truncatingIfNeeded: end)) - Int(Int32(truncatingIfNeeded: start))
      return min(max(count, 0), IterationBound.mostLoops)
    }
    return ranges.max() ?? IterationBound.mostLoops
  }

  private static func number(_ value: SymbolicValue) -> SymbolicValue {
    if case .truncated(let inner) = value { inner } else { value }
  }

  /// What is in a loop, as often as the loop and those around it go round.
  private func within(_ loop: Int?, _ loops: [Loop], _ inner: Bound) -> Bound {
    var bound = inner
    var next = loop
    while let current = next {
      bound = Self.times(loops[current].round, bound)
      next = loops[current].parent
    }
    return bound
  }
}
