/// A run of bytes of the attachment that goes with a message: JSON carries bytes badly.
public struct ByteSlice: Codable, Hashable, Sendable {
  /// Its first byte.
  public var offset: Int
  /// How many bytes.
  public var count: Int

  /// A run of bytes.
  public init(offset: Int, count: Int) {
    self.offset = offset
    self.count = count
  }

  /// The bytes; nil when the attachment does not hold them.
  public func bytes(of attachment: [UInt8]) -> [UInt8]? {
    guard offset >= 0, count >= 0, offset <= attachment.count, count <= attachment.count - offset else { return nil }
    return Array(attachment[offset..<offset + count])
  }
}

extension [UInt8] {
  /// Adds bytes to an attachment in the making; returns where they lie.
  public mutating func slice(_ bytes: some Collection<UInt8>) -> ByteSlice {
    defer { append(contentsOf: bytes) }
    return ByteSlice(offset: count, count: bytes.count)
  }
}
