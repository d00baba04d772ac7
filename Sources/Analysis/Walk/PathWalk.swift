import BPF
public import BPFObject

/// What a verifier refuses in a program for certain, found by walking single paths as a verifier does.
///
/// A verifier walks every path that its knowledge of the values does not rule out. The walk follows paths on which it
/// knows at least as much: where both ways of a branch are open to it, they are to a verifier. Where a verifier may know
/// more (a configuration's value, a loop's counter, what a kernel function gives), the path is left: so what is found is
/// refused, and much is not found. Settings in `.rodata` have the object's values.
public struct PathWalk: Sendable {
  /// What is refused, ascending by slot: a kind once at an instruction.
  public let faults: [WalkFault]

  /// Walks a program of an object.
  public init(_ program: Program, _ structure: ProgramStructure, of object: ObjectFile) {
    guard !program.instructions.isEmpty, program.match != nil else {
      faults = []
      return
    }
    var walker = PathWalker(program, structure, of: object)
    walker.run()
    faults = walker.faults.values.sorted { ($0.slot, "\($0.kind)") < ($1.slot, "\($1.kind)") }
  }
}
