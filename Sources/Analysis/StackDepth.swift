/// The chain of calls of a program that needs the most stack.
public struct StackDepth: Hashable, Sendable {
  /// Functions from the entry down, by their numbers in the call graph.
  public let functions: [Int]
  /// Bytes of each of these functions' frames, as they were given.
  public let frames: [Int]
  /// What the kernel counts the chain for, in bytes.
  public let bytes: Int

  /// A chain.
  public init(functions: [Int], frames: [Int], bytes: Int) {
    self.functions = functions
    self.frames = frames
    self.bytes = bytes
  }

  /// The deepest chain, given the bytes of each function's frame: from the program's analysis or from the kernel's
  /// figures (`stack depth a+b+c`). An asynchronous callback begins a chain of its own.
  ///
  /// Where frames have private stacks, such a frame counts alone: it is a chain of itself, and adds nothing to others.
  public static func deepest(_ calls: CallGraph, frames: [Int], rule: StackRule) throws(StackFault) -> StackDepth? {
    guard frames.count == calls.callees.count else {
      throw .frameCount(frames: frames.count, functions: calls.callees.count)
    }
    guard !frames.isEmpty else { return nil }
    let callees = calls.stackedCallees
    let order = try calleesFirst(callees, entries: [0] + calls.asynchronousEntries)
    let alone = privateFrames(calls, callees, frames, rule)
    var weights = frames.map(rule.counted)
    var candidates = alone.map { StackDepth(functions: [$0], frames: [frames[$0]], bytes: weights[$0]) }
    for function in alone { weights[function] = 0 }
    for entry in [0] + calls.asynchronousEntries {
      let (functions, bytes) = heaviestPath(from: entry, callees, weights, order)
      candidates.append(StackDepth(functions: functions, frames: functions.map { frames[$0] }, bytes: bytes))
    }
    // Of equal chains the longer one tells more.
    return candidates.max { ($0.bytes, $0.functions.count) < ($1.bytes, $1.functions.count) }
  }

  /// Functions whose frames count alone: large enough, and not also run by an asynchronous callback, which always stays
  /// on the common stack.
  private static func privateFrames(
    _ calls: CallGraph, _ callees: [[Int]], _ frames: [Int], _ rule: StackRule
  ) -> [Int] {
    guard let least = rule.privateFrame else { return [] }
    let shared = reachable(callees, from: calls.asynchronousEntries)
    return reachable(callees, from: [0]).subtracting(shared).filter { rule.counted(frames[$0]) >= least }.sorted()
  }

  private static func reachable(_ callees: [[Int]], from entries: [Int]) -> Set<Int> {
    var found = Set(entries)
    var waiting = entries
    while let function = waiting.popLast() {
      for callee in callees[function] where found.insert(callee).inserted { waiting.append(callee) }
    }
    return found
  }

  private static func heaviestPath(
    from entry: Int, _ callees: [[Int]], _ weights: [Int], _ order: [Int]
  ) -> (functions: [Int], bytes: Int) {
    var total = weights
    var next = [Int?](repeating: nil, count: weights.count)
    for function in order {
      let heaviest = callees[function].max { total[$0] < total[$1] }
      next[function] = heaviest
      total[function] += heaviest.map { total[$0] } ?? 0
    }
    var functions: [Int] = []
    var current: Int? = entry
    while let function = current {
      functions.append(function)
      current = next[function]
    }
    return (functions, total[entry])
  }

  /// The functions that the entries reach, each after those it leads to.
  private static func calleesFirst(_ callees: [[Int]], entries: [Int]) throws(StackFault) -> [Int] {
    enum Mark { case unseen, open, done }
    var marks = [Mark](repeating: .unseen, count: callees.count)
    var order: [Int] = []
    for entry in entries where marks[entry] == .unseen {
      var path: [(function: Int, next: Int)] = [(entry, 0)]
      marks[entry] = .open
      while let (function, next) = path.last {
        guard next < callees[function].count else {
          marks[function] = .done
          order.append(function)
          path.removeLast()
          continue
        }
        path[path.count - 1].next = next + 1
        let callee = callees[function][next]
        switch marks[callee] {
        case .done: continue
        case .open: throw .recursion(Array(path.map(\.function).drop { $0 != callee }))
        case .unseen:
          marks[callee] = .open
          path.append((callee, 0))
        }
      }
    }
    return order
  }
}
