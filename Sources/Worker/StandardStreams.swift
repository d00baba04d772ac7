import Glibc

/// Reading and writing descriptors to the last byte.
enum StandardStreams {
  /// Writes all bytes; returns whether it could.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var at = 0
      while at < buffer.count {
        let count = unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: at), buffer.count - at)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        at += count
      }
      return true
    }
  }

  /// The next bytes, at most `most`; empty at the end, nil when they cannot be read.
  static func read(_ descriptor: Int32, most: Int) -> [UInt8]? {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      var result = unsafe Glibc.read(descriptor, buffer.baseAddress, most)
      while result < 0, errno == EINTR { result = unsafe Glibc.read(descriptor, buffer.baseAddress, most) }
      failed = result < 0
      count = max(result, 0)
    }
    return failed ? nil : bytes
  }

  /// Opens those that are not, for nothing: a kernel without a console gives its first process none, and the files that it
  /// opens next would be taken for them.
  static func fill() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      unsafe _ = open("/dev/null", O_RDWR)
    }
  }

  /// Says something on standard error. Nothing can be done when that fails.
  static func complain(_ words: String) {
    _ = write(Array("assay-worker: \(words)\n".utf8), to: STDERR_FILENO)
  }

  /// An error number in words.
  static func words(_ error: Int32) -> String { unsafe String(cString: strerror(error)) }
}
