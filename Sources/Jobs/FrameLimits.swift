/// The most that a frame may hold. A reader checks each length before it keeps a byte of what the length announces.
public struct FrameLimits: Hashable, Sendable {
  /// Bytes of the header, inflated.
  public var headerBytes: Int
  /// Bytes of the header as it travels.
  public var storedHeaderBytes: Int
  /// Attachments.
  public var attachments: Int
  /// Bytes of all attachments together, inflated.
  public var attachmentBytes: Int

  /// Limits.
  public init(headerBytes: Int, storedHeaderBytes: Int, attachments: Int, attachmentBytes: Int) {
    self.headerBytes = headerBytes
    self.storedHeaderBytes = storedHeaderBytes
    self.attachments = attachments
    self.attachmentBytes = attachmentBytes
  }
}

extension Frame.Kind {
  /// What a frame of this kind may hold: a job brings objects and BTF; a reply is a digest, a header file or a raw log; a
  /// machine's reply a piece of a worker's replies.
  public var limits: FrameLimits {
    switch self {
    case .job:
      FrameLimits(headerBytes: 4 << 20, storedHeaderBytes: 4 << 20, attachments: 15, attachmentBytes: 512 << 20)
    case .reply:
      FrameLimits(headerBytes: 4 << 20, storedHeaderBytes: 256 << 10, attachments: 15, attachmentBytes: 256 << 20)
    case .machine:
      FrameLimits(headerBytes: 64 << 10, storedHeaderBytes: 64 << 10, attachments: 1, attachmentBytes: 1 << 20)
    }
  }
}
