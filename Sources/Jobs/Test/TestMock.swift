/// What calls of a helper, or of a function of the kernel's, give in a test, in place of what they give or beside it. Every
/// call is recorded.
public struct TestMock: Codable, Hashable, Sendable {
  /// What is called.
  public enum Callee: Codable, Hashable, Sendable {
    /// A helper, by its number.
    case helper(UInt32)
    /// A function of the kernel's, by its id in the kernel's types.
    case kernelFunction(UInt32)
  }

  /// What one call gives.
  public struct Answer: Codable, Hashable, Sendable {
    /// What R0 holds then; nil where the call is made.
    public var result: UInt64?
    /// What is written through arguments.
    public var fills: [Fill]

    /// An answer; the call itself where there is none.
    public init(_ result: UInt64? = nil, fills: [Fill] = []) {
      self.result = result
      self.fills = fills
    }
  }

  /// Bytes that are written through an argument.
  public struct Fill: Codable, Hashable, Sendable {
    /// The argument that points there, from 1.
    public var argument: Int
    /// How far behind it, in bytes; 0 where `size` is given.
    public var offset: Int
    /// The argument that says how many bytes there are: what is over is zero, what is too much is cut. Nil for just these.
    public var size: Int?
    /// The bytes.
    public var bytes: ByteSlice

    /// Bytes for an argument.
    public init(argument: Int, offset: Int = 0, size: Int? = nil, bytes: ByteSlice) {
      self.argument = argument
      self.offset = offset
      self.size = size
      self.bytes = bytes
    }
  }

  /// Its name, for messages.
  public var name: String
  /// What is called.
  public var callee: Callee
  /// The one call that is meant, by its program and its slot there; nil for all.
  public var site: CallSite?
  /// How many arguments it takes.
  public var arguments: Int
  /// Whether the function gives nothing: then R0 holds nothing behind its call, and what is kept of that is 0.
  public var givesNothing = false
  /// What the calls give, one after the other; the last one holds for all that follow.
  public var answers: [Answer]
  /// What each call behind the last answer adds to its result.
  public var step: UInt64

  /// A mock that only records.
  public init(name: String, callee: Callee, arguments: Int) {
    self.name = name
    self.callee = callee
    self.arguments = arguments
    answers = [Answer()]
    step = 0
  }

  /// The most answers: each is code of its own.
  public static let mostAnswers = 32
  /// The most calls of which arguments are kept; all are counted.
  public static let mostCalls = 64
}
