import Glibc
import Project

/// An object as a file, for a tool that reads only such.
struct TemporaryObject: Sendable {
  let path: String

  /// Nil when no file can be written.
  init?(_ bytes: [UInt8]) {
    path = "/tmp/assay-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).o"
    guard (try? LocalFile.write(bytes, to: path)) != nil else { return nil }
  }

  func remove() { try? LocalFile.remove(path) }
}
