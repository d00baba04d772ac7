import Analysis
import BPFObject
import BTF
import Findings
import VerifierLog

/// What stands in a program's frames.
extension Rejection {
  /// The variables that a subprogram's frame has to hold, largest first: those of its own function and of the functions
  /// that the compiler put into it, as the C text declares them. Which of them the compiler keeps in registers, or lets
  /// share their place, is not known here.
  func frameVariables(ofSubprogram index: Int) -> [DeclaredVariable] {
    guard let program, program.subprograms.indices.contains(index) else { return [] }
    let slots = program.subprograms[index].slots
    let sizes = declaredSizes
    var seen: Set<[String]> = []
    var found: [DeclaredVariable] = []
    for info in program.lineInfo where slots.contains(info.slot) && info.line > 0 {
      guard let outline = sources[info.file], let function = outline.function(atLine: info.line),
        seen.insert([info.file, function.name]).inserted
      else { continue }
      found += sizes.variables(in: outline, lines: function.lines)
    }
    return found.filter { $0.bytes >= 16 }.sorted { ($1.bytes, $0.line) < ($0.bytes, $1.line) }
  }

  /// Where a variable is declared, with a label.
  func span(of variable: DeclaredVariable, _ label: String) -> LabelledSpan? {
    sources[variable.file].map { $0.span(ofLine: variable.line, label, at: variable.name) }
  }

  /// The number of the subprogram that step `step` is in; nil without an object.
  func subprogram(of step: Int?) -> Int? {
    guard let step, trace.steps.indices.contains(step) else { return nil }
    return program?.subprogram(atSlot: trace.steps[step].slot)
  }

  /// The first chain of calls, from the program's entry down, whose frames come to exactly `bytes` by some kernel's rule
  /// with `count` functions: the one that the kernel refused, since it walks chains in the order of their instructions.
  func stackChain(of count: Int, bytes: Int) -> (functions: [Int], frames: [Int])? {
    guard let program, !program.subprograms.isEmpty, (1...64).contains(count) else { return nil }
    let structure = ProgramStructure(program)
    guard structure.calls.callees.count == structure.functions.count else { return nil }
    var candidates = [structure.functions.map(\.frame.bytes)]
    if let measured = digest.statistics?.stackDepths, measured.count == structure.functions.count {
      candidates.insert(measured, at: 0)
    }
    for frames in candidates {
      for rule in [StackRule.rounded32, .rounded16] {
        var budget = 100_000
        var chain: [Int] = []
        if Self.find(&chain, 0, (count, bytes), structure.calls, frames, rule, &budget) {
          return (chain, chain.map { frames[$0] })
        }
      }
    }
    return nil
  }

  private static func find(
    _ chain: inout [Int], _ function: Int, _ wanted: (count: Int, bytes: Int), _ calls: CallGraph, _ frames: [Int],
    _ rule: StackRule, _ budget: inout Int
  ) -> Bool {
    budget -= 1
    guard budget > 0, chain.count < wanted.count, !chain.contains(function) else { return false }
    chain.append(function)
    if chain.count == wanted.count, chain.reduce(0, { $0 + rule.counted(frames[$1]) }) == wanted.bytes { return true }
    for site in calls.sites where site.caller == function {
      if find(&chain, site.callee, wanted, calls, frames, rule, &budget) { return true }
    }
    chain.removeLast()
    return false
  }

  /// The first chain of calls down to a subprogram that tail-calls, below which its callers take exactly `bytes` by some
  /// kernel's rule; `frames` has a frame for each function of it.
  func tailCallChain(below bytes: Int) -> (functions: [Int], frames: [Int])? {
    guard let program, !program.subprograms.isEmpty else { return nil }
    let structure = ProgramStructure(program)
    let frames = structure.functions.map(\.frame.bytes)
    for rule in [StackRule.rounded32, .rounded16] {
      for chain in Self.chains(structure.calls) {
        guard chain.count > 1, let last = chain.last, structure.calls.makesTailCall[last],
          chain.dropLast().reduce(0, { $0 + rule.counted(frames[$1]) }) == bytes
        else { continue }
        return (chain, chain.map { frames[$0] })
      }
    }
    return nil
  }

  /// The longest chain of calls from the program's entry down; nil without an object.
  var longestCallChain: [Int]? {
    guard let program, !program.subprograms.isEmpty else { return nil }
    return Self.chains(ProgramStructure(program).calls).max { $0.count < $1.count }
  }

  /// Functions that lead back to the first of them; nil where none does, or without an object.
  var recursion: [Int]? {
    guard let program, !program.subprograms.isEmpty else { return nil }
    do throws(StackFault) {
      _ = try ProgramStructure(program).deepestStack(.rounded16)
      return nil
    } catch {
      if case .recursion(let functions) = error { return functions }
      return nil
    }
  }

  /// Every chain of calls from the entry down without a function twice, up to a number that no program of people has.
  private static func chains(_ calls: CallGraph) -> [[Int]] {
    var found: [[Int]] = []
    var open: [[Int]] = [[0]]
    while let chain = open.popLast(), found.count < 10_000 {
      found.append(chain)
      guard let last = chain.last, calls.callees.indices.contains(last) else { continue }
      for callee in calls.callees[last].reversed() where !chain.contains(callee) { open.append(chain + [callee]) }
    }
    return found
  }
}

extension Rejection {
  /// The slot of a call from one function to another, by their names.
  func callSite(from caller: String, to callee: String) -> Int? {
    guard let program, !program.subprograms.isEmpty else { return nil }
    return ProgramStructure(program).calls.sites.first {
      program.subprograms[$0.caller].name == caller && program.subprograms[$0.callee].name == callee
    }?.slot
  }

  /// The slot of the first call of a function, or of the first place that takes its address; nil without an object.
  func firstUse(of callee: String) -> Int? {
    guard let program, !program.subprograms.isEmpty else { return nil }
    return ProgramStructure(program).calls.sites.first { program.subprograms[$0.callee].name == callee }?.slot
  }
}
