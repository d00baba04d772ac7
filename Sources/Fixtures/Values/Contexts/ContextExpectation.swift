public import BPFObject
import BTF
import Findings
public import KernelFacts
public import Placed

/// What a program's context must be afterwards; only the fields that are named count. For a flow dissector these are the
/// `bpf_flow_keys` that it found.
public struct ContextExpectation: Sendable {
  private let value: ValueExpectation

  /// Reads an expectation; nil, and a problem, when programs of the type give no context back.
  public init?(
    _ node: PlacedNode, type: ProgramType, program: Program?, object: ObjectFile, _ problems: inout PlacedProblems
  ) {
    guard let form = ContextForm.of(type, program, object, at: node.span, &problems) else { return nil }
    value = ValueExpectation(node, type: form.id, types: form.types, &problems)
  }

  /// What is not as expected, in the order of the file. An older kernel's context is shorter: fields that it does not have
  /// are missing.
  public func differences(from bytes: [UInt8]) -> [ValueDifference] { value.partialDifferences(from: bytes) }
}
