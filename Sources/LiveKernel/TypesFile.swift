import CKernel
import Glibc

/// BTF in a file in memory, which libbpf opens by its path.
final class TypesFile {
  private let descriptor: FileDescriptor

  /// Nil when the kernel gives no such file.
  init?(_ bytes: [UInt8]) {
    let file = assay_memory_file()
    guard file >= 0 else { return nil }
    descriptor = FileDescriptor(adopting: file)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      rest = rest.dropFirst(count)
    }
  }

  /// Where this process finds it.
  var path: String { "/proc/self/fd/\(descriptor.raw)" }
}
