public import BPF

/// Which functions of a program lead to which. Functions are numbered as the program lists them; 0 is the program's own.
public struct CallGraph: Hashable, Sendable {
  /// Every place that leads to a function, ascending by slot.
  public let sites: [CallSite]
  /// Calls that lead to no function. Ascending by slot.
  public let faults: [ControlFlowFault]
  /// Whether each function makes a tail call.
  public let makesTailCall: [Bool]
  /// The functions that each function leads to, ascending, each once.
  public let callees: [[Int]]
  /// The functions that run later on a stack of their own, ascending.
  public let asynchronousEntries: [Int]

  private static let tailCall = HelperID(name: "bpf_tail_call")
  private static let timerSetCallback = HelperID(name: "bpf_timer_set_callback")

  /// The calls between functions that take up `functions`, slots of the program, ascending and apart.
  public init(instructions: [Instruction], slots index: SlotIndex, functions: [Range<Int>]) {
    var sites: [CallSite] = []
    var faults: [ControlFlowFault] = []
    var makesTailCall = [Bool](repeating: false, count: functions.count)
    let entries = Dictionary(
      functions.enumerated().map { ($1.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
    for (caller, function) in functions.enumerated() {
      let all = index.slots.indices
      let range =
        all.partitioned {
          index.slots[$0] >= function.lowerBound
        }..<all.partitioned {
          index.slots[$0] >= function.upperBound
        }
      for position in range {
        let instruction = instructions[position]
        if case .call(.helper(let helper)) = instruction.kind, helper == Self.tailCall { makesTailCall[caller] = true }
        guard let distance = instruction.functionDistance else { continue }
        let slot = index.slots[position]
        guard let callee = entries[slot + 1 + distance] else {
          faults.append(ControlFlowFault(slot: slot, kind: .callOutOfRange(target: slot + 1 + distance)))
          continue
        }
        let kind = Self.kind(of: position, in: instructions[range])
        sites.append(CallSite(slot: slot, caller: caller, callee: callee, kind: kind))
      }
    }
    var callees = [Set<Int>](repeating: [], count: functions.count)
    var asynchronous: Set<Int> = []
    for site in sites {
      callees[site.caller].insert(site.callee)
      if site.kind == .asynchronousCallback { asynchronous.insert(site.callee) }
    }
    self.sites = sites
    self.faults = faults
    self.makesTailCall = makesTailCall
    self.callees = callees.map { $0.sorted() }
    asynchronousEntries = asynchronous.sorted()
  }

  /// The functions that each function runs on top of its own frame, ascending: all but asynchronous callbacks.
  var stackedCallees: [[Int]] {
    var stacked = [Set<Int>](repeating: [], count: callees.count)
    for site in sites where site.kind != .asynchronousCallback { stacked[site.caller].insert(site.callee) }
    return stacked.map { $0.sorted() }
  }

  /// A function's address is followed to the call that takes it, which compilers put a few instructions further.
  private static func kind(of position: Int, in function: ArraySlice<Instruction>) -> CallSite.Kind {
    if case .call = function[position].kind { return .call }
    for instruction in function[position...].dropFirst() {
      switch instruction.kind {
      case .call(.helper(let helper)): return helper == timerSetCallback ? .asynchronousCallback : .callback
      case .call, .jump, .branch, .mayGoto, .exit: return .callback
      default: continue
      }
    }
    return .callback
  }
}
