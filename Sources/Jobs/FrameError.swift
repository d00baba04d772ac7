/// Why bytes are no frame, or a frame cannot be written.
public struct FrameError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// The stream does not continue with a frame's magic; the four bytes that stand there.
    case magic([UInt8])
    /// A frame of another version.
    case version(found: UInt8, known: UInt8)
    /// A frame of an unknown kind, or one that goes the other way.
    case kind(found: UInt8, expected: Frame.Kind)
    /// More or fewer parts than may be.
    case parts(Int, most: Int)
    /// A checksum does not match: bytes were lost, added or changed.
    case checksum(found: UInt32, computed: UInt32)
    /// A part's encoding is unknown, or its two lengths contradict the encoding.
    case encoding(part: Int, encoding: UInt32, stored: Int, length: Int)
    /// The header is longer than may be, inflated.
    case headerTooLong(Int, most: Int)
    /// The header is longer than may be, as it travels.
    case storedHeaderTooLong(Int, most: Int)
    /// All attachments together are longer than may be.
    case attachmentsTooLong(Int, most: Int)
    /// A part does not inflate to the length it declares.
    case inflate(part: Int)
    /// zlib could not deflate a part; its return code.
    case deflate(part: Int, code: Int32)
    /// The stream ended inside a frame.
    case truncated
    /// The header is no JSON of the expected shape; the decoder's words.
    case undecodable(String)
    /// The value cannot be written as JSON; the encoder's words.
    case unencodable(String)
  }
  /// What is wrong.
  public var problem: Problem
  /// The byte of the stream at which it was found, from 0; nil when a frame was to be written.
  public var offset: Int?

  /// An error at a byte of the stream.
  public init(_ problem: Problem, at offset: Int? = nil) {
    self.problem = problem
    self.offset = offset
  }
}

extension FrameError: CustomStringConvertible {
  /// One line: what is wrong, and where.
  public var description: String {
    guard let offset else { return "frame cannot be written: \(problem.words)" }
    return "bad frame at byte \(offset): \(problem.words)"
  }
}

extension FrameError.Problem {
  fileprivate var words: String {
    switch self {
    case .magic(let bytes): "expected the start of a frame, found bytes \(bytes)"
    case .version(let found, let known): "its version is \(found), this build reads version \(known)"
    case .kind(let found, let expected): "its kind is \(found), expected \(expected.rawValue) (\(expected))"
    case .parts(let count, let most): "it declares \(count) parts, 1 to \(most) may be"
    case .checksum(let found, let computed): "its checksum is \(found), computed \(computed)"
    case .encoding(let part, let encoding, let stored, let length):
      "part \(part) declares encoding \(encoding) with \(stored) bytes for \(length)"
    case .headerTooLong(let length, let most): "its header has \(length) bytes, at most \(most) may be"
    case .storedHeaderTooLong(let length, let most):
      "its header has \(length) bytes as it travels, at most \(most) may be"
    case .attachmentsTooLong(let length, let most): "its attachments have \(length) bytes, at most \(most) may be"
    case .inflate(let part): "part \(part) does not inflate to the length it declares"
    case .deflate(let part, let code): "part \(part) could not be deflated (zlib \(code))"
    case .truncated: "the stream ends inside it"
    case .undecodable(let why): "its header cannot be decoded: \(why)"
    case .unencodable(let why): "the value cannot be encoded: \(why)"
    }
  }
}
