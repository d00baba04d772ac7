import Glibc
import Jobs

extension KernelIdentity {
  /// The kernel that this process runs on, before a worker has said who answers.
  static var running: KernelIdentity {
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return KernelIdentity(name: "host", release: "unknown", machine: "unknown") }
    return KernelIdentity(name: "host", release: text(&names.release), machine: text(&names.machine))
  }

  /// A field of `struct utsname`: bytes up to a zero.
  private static func text<Field>(_ field: inout Field) -> String {
    unsafe withUnsafeBytes(of: &field) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
