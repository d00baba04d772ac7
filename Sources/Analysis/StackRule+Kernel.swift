public import KernelFacts

extension StackRule {
  /// The rule by which a kernel adds up a program's frames; nil where it is not recorded how that kernel rounds. Where it
  /// is not certain that frames have private stacks, they are taken to have none.
  public init?(_ kernel: StackRules, type: ProgramType?, tailCalls: Bool) {
    if let type, kernel.allowsPrivateStack(type, tailCalls: tailCalls) == true {
      self = .privateStack
      return
    }
    switch kernel.frameRounding {
    case 16: self = .rounded16
    case 32: self = .rounded32
    default: return nil
    }
  }
}
