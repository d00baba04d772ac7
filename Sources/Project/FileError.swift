import Glibc

/// A file that could not be used, in words.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried: `read`, `write` ...
  public var operation: String
  /// The file's path as it was given.
  public var path: String
  /// Why, one line, no full stop.
  public var reason: String
  /// The system's error number; nil when the file was there and something else was wrong with it.
  public var code: Int32?

  /// A failure that the system named.
  public init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
    reason = unsafe String(cString: strerror(code))
  }

  /// A failure of our own, such as a limit.
  public init(_ operation: String, _ path: String, reason: String) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// `cannot read a/b.o: No such file or directory`.
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
