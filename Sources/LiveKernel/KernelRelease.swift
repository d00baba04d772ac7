import Glibc

/// The running kernel and machine, as `uname` names them.
public struct KernelRelease: Hashable, Sendable {
  /// As `uname -r` prints it.
  public let release: String
  /// As `uname -m` prints it.
  public let machine: String

  /// Of the running kernel.
  public static var running: KernelRelease {
    var names = utsname()
    unsafe uname(&names)
    return unsafe KernelRelease(
      release: withUnsafeBytes(of: &names.release) { unsafe text($0) },
      machine: withUnsafeBytes(of: &names.machine) { unsafe text($0) })
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
