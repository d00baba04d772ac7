/// The verifier's state of one call frame, whole or only what an instruction changed.
public struct VerifierState: Codable, Hashable, Sendable {
  /// The frame's number: 0 is the program's entry.
  public var frame: Int
  /// The registers that are mentioned, by number.
  public var registers: [Int: RegisterState]
  /// The stack slots that are mentioned, by offset.
  public var stack: [Int: StackSlot]
  /// The references held; nil when none is mentioned.
  public var references: [Int]?
  /// A callback is being walked (`cb`).
  public var isCallback: Bool
  /// An asynchronous callback is being walked (`async_cb`).
  public var isAsyncCallback: Bool
  /// Words that are no part of a state, as printed.
  public var other: [String]

  /// Nothing known of a frame.
  public init(frame: Int = 0) {
    self.frame = frame
    registers = [:]
    stack = [:]
    isCallback = false
    isAsyncCallback = false
    other = []
  }

  /// Reads a state as a log prints it, old form or new.
  public init(parsing text: String) {
    let bytes = Array(text.utf8)
    self = StateReader.read(bytes.span)
  }

  /// Takes over what `change` mentions.
  public mutating func apply(_ change: VerifierState) {
    registers.merge(change.registers) { $1 }
    stack.merge(change.stack) { $1 }
    if let references = change.references { self.references = references }
  }
}
