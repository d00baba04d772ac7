import Glibc

/// What `uname` says.
enum KernelNames {
  /// The running kernel's release and machine.
  static func running() -> (release: String, machine: String) {
    var names = utsname()
    unsafe uname(&names)
    func text(_ bytes: UnsafeRawBufferPointer) -> String {
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return unsafe (
      withUnsafeBytes(of: &names.release) { unsafe text($0) }, withUnsafeBytes(of: &names.machine) { unsafe text($0) }
    )
  }
}
