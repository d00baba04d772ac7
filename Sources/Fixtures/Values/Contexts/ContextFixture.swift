public import BPFObject
import BTF
import Findings
public import KernelFacts
public import Placed

/// The context that a file gives a program: `{mark: 7, cb: [1, 2]}`, by the names of the struct's fields (`TypedValues`).
/// `__sk_buff`, `xdp_md` and the like are known for objects without type information too; a syscall program's context is
/// what its function's parameter points to. What is not named is zero. Which fields a kernel lets a test set is not looked
/// at here.
public struct ContextFixture: Hashable, Sendable {
  /// The whole struct.
  public let bytes: [UInt8]

  /// Reads a context; nil, and problems, when it does not fit.
  /// - Parameters:
  ///   - type: the program's type, which its section says or somebody else does.
  ///   - program: the program, for types whose contexts are of its own making.
  public init?(
    _ node: PlacedNode, type: ProgramType, program: Program?, object: ObjectFile, _ problems: inout PlacedProblems
  ) {
    guard let form = ContextForm.of(type, program, object, at: node.span, &problems),
      let bytes = TypedValues(types: form.types).bytes(of: node, type: form.id, &problems)
    else { return nil }
    self.bytes = bytes
  }
}
