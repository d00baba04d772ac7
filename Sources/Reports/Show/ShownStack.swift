import Analysis
import BPFObject

/// The chain of calls that needs the most stack, as shown.
public struct ShownStack: Encodable, Sendable {
  /// Functions from the entry down.
  public let functions: [String]
  /// Bytes of each function's frame.
  public let frames: [Int]
  /// Bytes that the chain counts for.
  public let bytes: Int
  /// How they were counted.
  public let rule: String

  /// Nil for a program without a deepest chain: one that has no instructions, or recursion.
  init?(_ program: Program, _ structure: ProgramStructure) {
    let counted = StackRule.rounded16
    guard let deepest = try? structure.deepestStack(counted) else { return nil }
    functions = deepest.functions.map { program.subprograms[$0].name }
    frames = deepest.frames
    bytes = deepest.bytes
    rule = counted.name
  }
}
