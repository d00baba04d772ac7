import CZlib

/// zlib on whole byte arrays, and its checksum.
enum Deflate {
  /// The bytes at zlib's fastest level, or zlib's code.
  static func deflated(_ bytes: [UInt8]) -> Result<[UInt8], Failure> {
    var code: Int32 = Z_OK
    let capacity = Int(compressBound(uLong(bytes.count)))
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var length = uLong(capacity)
      code = unsafe bytes.withUnsafeBufferPointer { source in
        unsafe compress2(buffer.baseAddress, &length, source.baseAddress, uLong(source.count), Z_BEST_SPEED)
      }
      count = code == Z_OK ? Int(length) : 0
    }
    return code == Z_OK ? .success(result) : .failure(Failure(code: code))
  }

  /// The inflated bytes, when there are exactly `length` of them; no more is ever written.
  static func inflated(_ bytes: [UInt8], to length: Int) -> [UInt8]? {
    var whole = false
    let result = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      var written = uLong(length)
      var read = uLong(bytes.count)
      let code = unsafe bytes.withUnsafeBufferPointer { source in
        unsafe uncompress2(buffer.baseAddress, &written, source.baseAddress, &read)
      }
      whole = code == Z_OK && written == length && read == bytes.count
      count = whole ? length : 0
    }
    return whole ? result : nil
  }

  /// The CRC-32 of what `crc` is the CRC-32 of, followed by `bytes`.
  static func checksum(_ crc: UInt32, _ bytes: Span<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      // zlib reads a null pointer as "give the start value".
      guard let base = buffer.baseAddress, !buffer.isEmpty else { return crc }
      return UInt32(truncatingIfNeeded: unsafe crc32_z(uLong(crc), base, buffer.count))
    }
  }

  /// zlib's return code.
  struct Failure: Error {
    var code: Int32
  }
}
