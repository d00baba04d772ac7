/// Turns bytes that arrive in pieces of any size into frames. The bytes are hostile: every length is checked against its
/// limit before a byte of what it announces is kept, and nothing is kept that did not arrive. After an error the reader
/// gives that error again: a stream that was wrong once cannot be trusted further on.
public struct FrameReader: Sendable {
  private enum Stage {
    case prelude
    case table(parts: Int)
    case part(Int)
    case checksum
  }

  private let kind: Frame.Kind
  private let limits: FrameLimits
  private var stage = Stage.prelude
  /// The bytes of the current stage so far, and how many it takes.
  private var held: [UInt8] = []
  private var wanted = FrameLayout.preludeBytes
  private var prelude: [UInt8] = []
  private var rows: [FrameLayout.Row] = []
  private var parts: [[UInt8]] = []
  private var checksum: UInt32 = 0
  /// Bytes consumed before the current stage, and before the current frame.
  private var position = 0
  private var frameStart = 0
  private var frames: [Frame] = []
  private var failure: FrameError?

  /// A reader of frames that go one way.
  public init(expecting kind: Frame.Kind, limits: FrameLimits? = nil) {
    self.kind = kind
    self.limits = limits ?? kind.limits
  }

  /// Takes the next bytes of the stream.
  public mutating func consume(_ bytes: Span<UInt8>) throws(FrameError) {
    if let failure { throw failure }
    do throws(FrameError) {
      var at = 0
      while at < bytes.count {
        let count = min(wanted - held.count, bytes.count - at)
        let piece = bytes.extracting(at..<(at + count))
        unsafe piece.withUnsafeBufferPointer { unsafe held.append(contentsOf: $0) }
        at += count
        while held.count == wanted { try completeStage() }
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// The oldest frame that is complete and was not taken yet.
  public mutating func next() -> Frame? {
    frames.isEmpty ? nil : frames.removeFirst()
  }

  /// Says that the stream has ended.
  public func finish() throws(FrameError) {
    if let failure { throw failure }
    let end = position + held.count
    guard end == frameStart else { throw FrameError(.truncated, at: end) }
  }

  private mutating func completeStage() throws(FrameError) {
    let bytes = held
    switch stage {
    case .prelude:
      let count = try checkPrelude(bytes)
      prelude = bytes
      advance(to: .table(parts: count), wanting: count * FrameLayout.rowBytes + FrameLayout.checksumBytes)
    case .table(let count):
      rows = try checkTable(bytes, parts: count)
      parts = []
      checksum = 0
      advance(to: .part(0), wanting: rows[0].stored)
    case .part(let index):
      checksum = Deflate.checksum(checksum, bytes.span)
      parts.append(bytes)
      if index + 1 < rows.count {
        advance(to: .part(index + 1), wanting: rows[index + 1].stored)
      } else {
        advance(to: .checksum, wanting: FrameLayout.checksumBytes)
      }
    case .checksum:
      let found = FrameLayout.number(bytes, at: 0)
      guard found == checksum else {
        throw FrameError(.checksum(found: found, computed: checksum), at: position)
      }
      frames.append(try frame())
      advance(to: .prelude, wanting: FrameLayout.preludeBytes)
      frameStart = position
    }
  }

  private mutating func advance(to stage: Stage, wanting count: Int) {
    position += held.count
    self.stage = stage
    wanted = count
    held = []
  }

  private func checkPrelude(_ bytes: [UInt8]) throws(FrameError) -> Int {
    guard bytes.starts(with: FrameLayout.magic) else {
      throw FrameError(.magic(Array(bytes.prefix(FrameLayout.magic.count))), at: position)
    }
    guard bytes[4] == FrameLayout.version else {
      throw FrameError(.version(found: bytes[4], known: FrameLayout.version), at: position + 4)
    }
    guard bytes[5] == kind.rawValue else {
      throw FrameError(.kind(found: bytes[5], expected: kind), at: position + 5)
    }
    let count = Int(bytes[6]) | Int(bytes[7]) << 8
    guard count >= 1, count <= limits.attachments + 1 else {
      throw FrameError(.parts(count, most: limits.attachments + 1), at: position + 6)
    }
    return count
  }

  private func checkTable(_ bytes: [UInt8], parts count: Int) throws(FrameError) -> [FrameLayout.Row] {
    let end = count * FrameLayout.rowBytes
    let found = FrameLayout.number(bytes, at: end)
    let computed = Deflate.checksum(Deflate.checksum(0, prelude.span), bytes.span.extracting(0..<end))
    guard found == computed else {
      throw FrameError(.checksum(found: found, computed: computed), at: position + end)
    }
    var rows: [FrameLayout.Row] = []
    var attached = 0
    for part in 0..<count {
      let start = part * FrameLayout.rowBytes
      let row = FrameLayout.Row(
        encoding: FrameLayout.number(bytes, at: start), stored: Int(FrameLayout.number(bytes, at: start + 4)),
        length: Int(FrameLayout.number(bytes, at: start + 8)))
      guard row.isPossible else {
        throw FrameError(
          .encoding(part: part, encoding: row.encoding, stored: row.stored, length: row.length), at: position + start)
      }
      if part == 0 {
        guard row.length <= limits.headerBytes else {
          throw FrameError(.headerTooLong(row.length, most: limits.headerBytes), at: position + start)
        }
        guard row.stored <= limits.storedHeaderBytes else {
          throw FrameError(.storedHeaderTooLong(row.stored, most: limits.storedHeaderBytes), at: position + start)
        }
      } else {
        attached += row.length
        guard attached <= limits.attachmentBytes else {
          throw FrameError(.attachmentsTooLong(attached, most: limits.attachmentBytes), at: position + start)
        }
      }
      rows.append(row)
    }
    return rows
  }

  private mutating func frame() throws(FrameError) -> Frame {
    var inflated: [[UInt8]] = []
    var at = frameStart + FrameLayout.preludeBytes + rows.count * FrameLayout.rowBytes + FrameLayout.checksumBytes
    for (part, row) in rows.enumerated() {
      if row.encoding == FrameLayout.Row.plain {
        inflated.append(parts[part])
      } else {
        guard let bytes = Deflate.inflated(parts[part], to: row.length) else {
          throw FrameError(.inflate(part: part), at: at)
        }
        inflated.append(bytes)
      }
      at += row.stored
    }
    parts = []
    let header = inflated.removeFirst()
    return Frame(kind: kind, header: header, attachments: inflated, offset: frameStart)
  }
}
