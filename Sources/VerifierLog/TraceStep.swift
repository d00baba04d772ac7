public import BPF

/// One instruction on a path that the verifier walked.
public struct TraceStep: Hashable, Sendable {
  /// The instruction's number: its slot in the program, as everywhere in the log.
  public var slot: Int
  /// The opcode byte.
  public var opcode: UInt8
  /// The instruction in the verifier's words.
  public var text: String
  /// The instruction read back from its text; nil where that is none that is known. What a 64-bit immediate stood for
  /// before the load, and a kernel function's module, are not in the text.
  public var instruction: Instruction?
  /// The call frame it is executed in: 0 is the program's entry, or a global function verified by itself.
  public var frame: Int
  /// The index of its source line in the trace's `sources`; nil where the log does not tell.
  public var source: Int?
  /// What the log says of the state after it, on this path, in order.
  public var changes: [StateChange]
  /// It is what comes next after the step before, or the path's entry; false where lines before it are missing.
  public var isContinuous: Bool
  /// The lines left out before it.
  public var omission: PathOmission?
  /// Of a conditional jump, whether the path goes to its target; nil where that cannot be told.
  public var isTaken: Bool?
  /// Lines after it that are neither instruction, state nor source: calls of global functions, remarks, dumped states.
  public var remarks: [String]

  /// The called helper's or kernel function's name; nil for everything else. To 4.9 the log has a helper's number only.
  public var callee: String? {
    guard opcode == 0x85, text.hasPrefix("call "), !text.hasPrefix("call pc") else { return nil }
    guard let word = text.dropFirst(5).split(separator: "#").first else { return nil }
    return UInt32(word).flatMap { HelperID(rawValue: $0).name } ?? String(word)
  }
}
