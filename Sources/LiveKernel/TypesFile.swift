import CKernel

/// BTF in a file in memory, which libbpf opens by its path.
final class TypesFile {
  private let descriptor: FileDescriptor

  /// Nil when the kernel gives no such file.
  init?(_ bytes: [UInt8]) {
    let file = unsafe bytes.withUnsafeBytes { unsafe assay_memory_file($0.baseAddress, $0.count) }
    guard file >= 0 else { return nil }
    descriptor = FileDescriptor(adopting: file)
  }

  /// Where this process finds it.
  var path: String { "/proc/self/fd/\(descriptor.raw)" }
}
