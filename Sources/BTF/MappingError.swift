import Glibc

/// A file that could not be opened, mapped or read.
public struct MappingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call that failed, such as `open`.
  public var operation: String
  /// The file.
  public var path: String
  /// The error number.
  public var code: CInt

  /// The call, the file and the reason in words.
  public var description: String {
    var text = [CChar](repeating: 0, count: 128)
    // The XSI form of strerror_r is what Swift sees; strerror itself is not thread-safe.
    _ = unsafe strerror_r(code, &text, text.count)
    let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(path): cannot \(operation): \(reason)"
  }
}
