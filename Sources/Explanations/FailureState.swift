import VerifierLog

/// What the verifier had before it when it refused: for who wants to see the machine's side of a finding.
public struct FailureState: Codable, Hashable, Sendable {
  /// A register or stack slot with what it holds.
  public struct Place: Codable, Hashable, Sendable {
    /// `r1`, `fp-8`.
    public var name: String
    /// What the verifier knows of it, in words.
    public var words: String
  }

  /// The refused instruction: `29: (71) r1 = *(u8 *)(r1 +13)`.
  public var instruction: String
  /// The call frame it is in; 0 is the program itself.
  public var frame: Int
  /// What each register held, by number; those that held nothing are left out.
  public var registers: [Place]
  /// What the frame's stack held, from the top.
  public var stack: [Place]
  /// The instructions before it on the path, oldest first, the refused one left out.
  public var before: [String]

  /// How many instructions of the path are given.
  private static let shown = 12

  /// The state at the failing step; nil where the log has no path.
  public init?(_ rejection: Rejection) {
    let trace = rejection.trace
    guard let last = rejection.failingStep else { return nil }
    func line(_ step: TraceStep) -> String {
      let digits = String(step.opcode, radix: 16)
      return "\(step.slot): (\(digits.utf8.count < 2 ? "0" : "")\(digits)) \(step.text)"
    }
    let state = trace.state(before: last)
    instruction = line(trace.steps[last])
    frame = trace.steps[last].frame
    registers = state.registers.sorted { $0.key < $1.key }
      .map { Place(name: "r\($0.key)", words: ValueWords.describe($0.value)) }
    stack = state.stack.sorted { $0.key > $1.key }.map {
      Place(name: "fp\($0.key)", words: ValueWords.describe($0.value))
    }
    before = trace.steps[max(0, last - Self.shown)..<last].map(line)
  }
}
