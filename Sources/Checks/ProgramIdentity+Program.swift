import BPFObject
import Jobs
import KernelFacts

extension ProgramIdentity {
  /// What a row says of a program that was not loaded.
  init(_ program: Program) {
    let match = program.match
    self.init(
      name: program.name, section: program.section, type: match?.programType.name,
      attachType: match?.attachType?.name, attachTarget: match?.target)
  }
}
