/// The numbers of a frame's layout, which `Frame` describes.
enum FrameLayout {
  /// "ASYF".
  static let magic: [UInt8] = [0x41, 0x53, 0x59, 0x46]
  /// The layout's version. What the JSON holds is told apart by `BuildIdentity`.
  static let version: UInt8 = 1
  /// Bytes before the table: magic, version, kind, number of parts.
  static let preludeBytes = 8
  /// Bytes of a table row: encoding, stored length, length.
  static let rowBytes = 12
  /// Bytes of a checksum.
  static let checksumBytes = 4

  /// One part as the table declares it.
  struct Row {
    var encoding: UInt32
    var stored: Int
    var length: Int

    static let plain: UInt32 = 0
    static let zlib: UInt32 = 1

    /// Whether the two lengths can be true: plain bytes travel as they are; deflate is only used where it saves, and
    /// saves at most a factor of 1,032 (zlib's technical details page).
    var isPossible: Bool {
      switch encoding {
      case Self.plain: stored == length
      case Self.zlib: stored < length && length / 1032 <= stored
      default: false
      }
    }
  }

  /// Appends a little-endian number.
  static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for index in 0..<(value.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
  }

  /// The little-endian number at an offset; the caller has checked that it is all there.
  static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
  }
}
