import CZlib

/// Reads what a `DeflateStream` wrote. The bytes are hostile.
@safe public final class InflateStream {
  /// At a fixed address: zlib keeps it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var out = [UInt8](repeating: 0, count: 64 << 10)
  private var isBroken = false

  /// The beginning of a stream; nil where there is no memory for it.
  public init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { return nil }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Hands over what the next bytes of the stream hold, in pieces that do not grow with what they claim. False when they
  /// are no such stream: nothing is read any more then.
  public func read<Failure: Error>(
    _ bytes: [UInt8], _ take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    var bytes = bytes
    var at = 0
    while !isBroken {
      let (start, room) = (at, out.count)
      let code = unsafe bytes.withUnsafeMutableBufferPointer { source in
        unsafe out.withUnsafeMutableBufferPointer { buffer in
          unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + start }
          unsafe stream.pointee.avail_in = UInt32(source.count - start)
          unsafe stream.pointee.next_out = buffer.baseAddress
          unsafe stream.pointee.avail_out = UInt32(room)
          let code = unsafe inflate(stream, Z_NO_FLUSH)
          at = unsafe source.count - Int(stream.pointee.avail_in)
          return code
        }
      }
      let left = unsafe Int(stream.pointee.avail_out)
      if left < room { try take(Array(out[..<(room - left)])) }
      // Z_BUF_ERROR: nothing was left to do.
      isBroken = code != Z_OK && code != Z_BUF_ERROR
      if !isBroken, at == bytes.count, left > 0 { return true }
    }
    return false
  }
}
