import Analysis
import BPFObject
import Jobs
import KernelFacts

extension StackChain {
  /// The chain of calls that needs the most stack, by the frames that the kernel printed where it did, else by the
  /// program's instructions. Nil for recursion, and where it is not recorded how that kernel counts.
  init?(of program: Program, depths: [Int]?, type: ProgramType?, on kernel: KernelIdentity) {
    guard let version = KernelVersion(kernel.release) else { return nil }
    let structure = ProgramStructure(program)
    let rules = StackRules(kernel: version, machine: kernel.machine)
    let tailCalls = structure.calls.makesTailCall.contains(true)
    guard let rule = StackRule(rules, type: type, tailCalls: tailCalls) else { return nil }
    let printed = depths.flatMap { $0.count == program.subprograms.count ? $0 : nil }
    let frames = printed ?? structure.functions.map(\.frame.bytes)
    guard let deepest = try? StackDepth.deepest(structure.calls, frames: frames, rule: rule) else { return nil }
    self.init(
      functions: deepest.functions.map { program.subprograms[$0].name }, frames: deepest.frames, bytes: deepest.bytes)
  }
}
