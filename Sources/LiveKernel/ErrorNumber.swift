import CKernel
import CLibbpf
import Glibc

/// An error number of the kernel or of libbpf, in words.
struct ErrorNumber: Hashable, Sendable {
  /// The positive number.
  let code: Int32

  init(_ code: Int32) { self.code = code }

  /// Such as `EPERM (operation not permitted)`.
  var text: String {
    // Kernel-internal numbers that reach user space have no name in libc (include/linux/errno.h).
    if code == 524 { return "ENOTSUPP (not supported by this kernel)" }
    if code >= Int32(bitPattern: __LIBBPF_ERRNO__START.rawValue) { return "libbpf error \(code): \(words)" }
    guard let name = unsafe assay_error_name(code) else { return "error \(code)" }
    return unsafe "\(String(cString: name)) (\(words))"
  }

  private var words: String {
    var buffer = [CChar](repeating: 0, count: 128)
    _ = unsafe buffer.withUnsafeMutableBufferPointer { unsafe libbpf_strerror(code, $0.baseAddress, $0.count) }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
