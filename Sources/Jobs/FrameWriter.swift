/// Turns frames into bytes.
public struct FrameWriter: Sendable {
  /// Whether attachments are deflated too: right for a slow line, a waste of time on a pipe.
  public var deflatesAttachments: Bool

  /// A header or attachment shorter than this travels as it is.
  public var worthDeflating: Int

  /// Bytes of a piece that more is added to.
  private static let worthJoining = 256 << 10

  /// A writer.
  public init(deflatesAttachments: Bool = false, worthDeflating: Int = 1024) {
    self.deflatesAttachments = deflatesAttachments
    self.worthDeflating = worthDeflating
  }

  /// The frame's bytes in pieces to be written one after the other. Each write wakes the reader: what is short is one
  /// piece. Long attachments that travel as they are are not copied.
  public func pieces(of frame: Frame) throws(FrameError) -> [[UInt8]] {
    let limits = frame.kind.limits
    guard frame.header.count <= limits.headerBytes else {
      throw FrameError(.headerTooLong(frame.header.count, most: limits.headerBytes))
    }
    guard frame.attachments.count <= limits.attachments else {
      throw FrameError(.parts(frame.attachments.count + 1, most: limits.attachments + 1))
    }
    let attached = frame.attachments.reduce(0) { $0 + $1.count }
    guard attached <= limits.attachmentBytes else {
      throw FrameError(.attachmentsTooLong(attached, most: limits.attachmentBytes))
    }

    var head = FrameLayout.magic
    head.append(FrameLayout.version)
    head.append(frame.kind.rawValue)
    FrameLayout.append(UInt16(frame.attachments.count + 1), to: &head)
    var bodies: [[UInt8]] = []
    for (part, bytes) in ([frame.header] + frame.attachments).enumerated() {
      let (encoding, stored) = try store(bytes, part: part)
      if part == 0, stored.count > limits.storedHeaderBytes {
        throw FrameError(.storedHeaderTooLong(stored.count, most: limits.storedHeaderBytes))
      }
      FrameLayout.append(encoding, to: &head)
      FrameLayout.append(UInt32(stored.count), to: &head)
      FrameLayout.append(UInt32(bytes.count), to: &head)
      bodies.append(stored)
    }
    FrameLayout.append(Deflate.checksum(0, head.span), to: &head)
    var tail: [UInt8] = []
    FrameLayout.append(bodies.reduce(0) { Deflate.checksum($0, $1.span) }, to: &tail)
    var pieces = [head]
    for body in bodies + [tail] where !body.isEmpty {
      let last = pieces.count - 1
      if pieces[last].count + body.count <= Self.worthJoining {
        pieces[last] += body
      } else {
        pieces.append(body)
      }
    }
    return pieces
  }

  /// The frame's bytes in one piece.
  public func bytes(of frame: Frame) throws(FrameError) -> [UInt8] {
    // Array by array: a joined sequence is copied byte by byte.
    try pieces(of: frame).reduce(into: []) { $0 += $1 }
  }

  private func store(_ bytes: [UInt8], part: Int) throws(FrameError) -> (encoding: UInt32, stored: [UInt8]) {
    let deflates = bytes.count >= worthDeflating && (part == 0 || deflatesAttachments)
    guard deflates else { return (FrameLayout.Row.plain, bytes) }
    switch Deflate.deflated(bytes) {
    case .failure(let failure): throw FrameError(.deflate(part: part, code: failure.code))
    case .success(let stored):
      return stored.count < bytes.count ? (FrameLayout.Row.zlib, stored) : (FrameLayout.Row.plain, bytes)
    }
  }
}
