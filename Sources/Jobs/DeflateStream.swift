import CZlib

/// One zlib stream for all that goes over a line. Over a slow one it is deflated: replies resemble each other, so each takes
/// little after the first ones, which it would not by itself. Over a fast one deflating takes longer than the bytes do.
@safe public final class DeflateStream {
  /// At a fixed address: zlib keeps it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var out = [UInt8](repeating: 0, count: 32 << 10)

  /// The beginning of a stream; nil where there is no memory for it.
  public init?(isLineFast: Bool = false) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let level = isLineFast ? Z_NO_COMPRESSION : Z_BEST_SPEED
    let code = unsafe deflateInit_(stream, level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { return nil }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The next bytes of the stream: whoever has them and those before can read all of `bytes`.
  public func flushed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var bytes = bytes
    unsafe bytes.withUnsafeMutableBufferPointer { source in
      unsafe stream.pointee.next_in = source.baseAddress
      unsafe stream.pointee.avail_in = UInt32(source.count)
      repeat {
        let room = out.count
        unsafe out.withUnsafeMutableBufferPointer { buffer in
          unsafe stream.pointee.next_out = buffer.baseAddress
          unsafe stream.pointee.avail_out = UInt32(room)
          _ = unsafe deflate(stream, Z_SYNC_FLUSH)
        }
        result += unsafe out[..<(room - Int(stream.pointee.avail_out))]
      } while unsafe stream.pointee.avail_out == 0
    }
    return result
  }
}
