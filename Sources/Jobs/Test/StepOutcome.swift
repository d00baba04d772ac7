/// What came of a step. Bytes lie in the reply's attachment.
public enum StepOutcome: Codable, Hashable, Sendable {
  /// It is done, and there is nothing to say.
  case done
  /// A program ran.
  case ran(RunOutcome)
  /// The entries of a map: those of an array by index, others in the order of their keys' bytes, those of a queue or a
  /// stack as they come out. Not whole when there were more than asked for.
  case entries([MapEntry], isWhole: Bool)
  /// What stood in a buffer, in order.
  case events([TestEvent])
  /// A section of global variables.
  case globals(ByteSlice)
  /// What a deed or a command came to: its exit status or -errno, and the end of its output.
  case driven(status: Int32, output: [String])
  /// The calls that a mock recorded.
  case calls(RecordedCalls)
}
