import Jobs

/// Gives each machine instruction of a run to the instruction of the program that it was made for, or that called it.
struct TraceAttribution {
  /// The functions, and where each one's own instructions begin.
  private let functions: [(addresses: Range<UInt64>, body: UInt64)]
  private let marks: [JitedProgram.Mark]
  /// Slots of instructions that leave a function by returning.
  private let exits: Set<Int>

  /// - Parameter exits: the slots of the program's exits.
  init(_ code: JitedProgram, exits: Set<Int>) {
    self.init(functions: code.functions, marks: code.marks, exits: exits)
  }

  init(functions: [JitedProgram.Function], marks: [JitedProgram.Mark], exits: Set<Int>) {
    self.functions = functions.map { ($0.addresses, $0.addresses.lowerBound + UInt64(FrameCode.length($0.code))) }
    self.marks = marks
    self.exits = exits
  }

  /// What a run took, from its steps as `SteppedRun` tells them; `empty` is what an empty program's took.
  func trace(of steps: [UInt64], empty: Int) -> RunTrace {
    var trace = RunTrace(costs: [], entry: 0, empty: empty)
    var costs: [Int: RunTrace.Cost] = [:]
    // Who called what runs outside: the last is who called last.
    var callers: [Int] = []
    var last: Int?
    var isOutside = false
    func add(_ slot: Int?, runs: Int = 0, own: Int = 0, called: Int = 0) {
      guard let slot else {
        trace.entry += own + called
        return
      }
      var cost = costs[slot] ?? RunTrace.Cost(slot: slot, runs: 0, own: 0, called: 0)
      cost.runs += runs
      cost.own += own
      cost.called += called
      costs[slot] = cost
    }
    for step in steps {
      guard step >= SteppedRun.leastAddress else {
        // What returns from a function that the kernel called back goes on with the caller before it.
        if !isOutside, let last, !exits.contains(last) { callers.append(last) }
        isOutside = true
        add(callers.last, called: Int(clamping: step))
        continue
      }
      guard let function = functions.first(where: { $0.addresses.contains(step) }) else { continue }
      // At its start a function is called anew; anywhere else the program goes on after a call.
      if isOutside, step != function.addresses.lowerBound { _ = callers.popLast() }
      isOutside = false
      guard step >= function.body, let mark = mark(at: step, from: function.addresses.lowerBound) else {
        last = nil
        add(nil, own: 1)
        continue
      }
      add(mark.slot, runs: step == max(mark.address, function.body) ? 1 : 0, own: 1)
      last = mark.slot
    }
    trace.costs = costs.values.sorted { $0.slot < $1.slot }
    return trace
  }

  /// The last mark up to an address: where several are at one, what came before the last has no code.
  private func mark(at address: UInt64, from start: UInt64) -> JitedProgram.Mark? {
    var low = marks.startIndex
    var high = marks.endIndex
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0, marks[low - 1].address >= start else { return nil }
    return marks[low - 1]
  }
}
