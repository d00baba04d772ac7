/// One way in which kernels, or libbpf, word a refusal.
public struct Wording: Hashable, Sendable {
  /// The kernels that word it so, such as `5.4 to 6.1`.
  public var kernels: String
  /// The message's shape, as `MessageFormat` reads it.
  public let format: String
  /// The summary: `{0}`, `{1}`, ... are the format's captures, `{name}` what the author calls the value of the register
  /// that the format names (`%r`), where that is known.
  public var summary: String
  /// What stands for `{name}` where the author's name is not known, such as `the pointer`.
  public var noun: String
  /// Messages of this shape stand beside others that tell more: it counts only when no other page knows the block.
  public var isGeneral: Bool

  /// The format, read once.
  private let shape: MessageFormat

  /// A wording.
  public init(
    _ kernels: String, _ format: String, _ summary: String, noun: String = "a value", isGeneral: Bool = false
  ) {
    self.kernels = kernels
    self.format = format
    self.summary = summary
    self.noun = noun
    self.isGeneral = isGeneral
    shape = MessageFormat(format)
  }

  /// Whether a message has this shape.
  public func fits(_ message: String) -> Bool { shape.match(message) != nil }

  /// The shape for people: `R… invalid mem access '…'`.
  public var plainFormat: String {
    format.replacing("%r", with: "R…").replacing("%d", with: "…").replacing("%x", with: "…").replacing("%w", with: "…")
      .replacing("%s", with: "…")
  }

  /// What the wording makes of a message; nil when it has another shape.
  func match(_ message: String) -> (captures: [Substring], register: Int?)? {
    guard let captures = shape.match(message) else { return nil }
    return (captures, shape.registerIndex.flatMap { Int(captures[$0]) })
  }

  /// The summary with its captures put in.
  func summary(_ captures: [Substring], name: String?) -> String {
    var text = summary
    for (index, capture) in captures.enumerated() {
      text = text.replacing("{\(index)}", with: capture.trimmingPrefix { $0 == " " })
    }
    return text.replacing("{name}", with: name ?? noun)
  }
}
