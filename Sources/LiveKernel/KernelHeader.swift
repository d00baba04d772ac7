import BTF
import CKernel
import Glibc

/// A `vmlinux.h`: a kernel's types as C, for programs that read them through CO-RE.
public struct KernelHeader: Sendable {
  /// The C text.
  public let text: [UInt8]

  /// Of the running kernel.
  public init() throws(KernelError) {
    guard let bytes = SystemFile.bytes(TypeTable.kernelPath, most: 1 << 28) else {
      throw KernelError(.readTypes, TypeTable.kernelPath, code: errno)
    }
    try self.init(types: bytes, name: TypeTable.kernelPath)
  }

  /// Of raw BTF, as `/sys/kernel/btf/vmlinux` holds it.
  public init(types bytes: [UInt8], name: String) throws(KernelError) {
    // libbpf checks less of what it reads than it trusts; whatever the index does not take, it is not given.
    guard (try? TypeTable(bytes: bytes)) != nil else { throw KernelError(.readTypes, name, code: EINVAL) }
    var lines: [String] = []
    var written: UnsafeMutablePointer<CChar>?
    var length = 0
    let result = LibbpfLines.capture(&lines) {
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe assay_types_as_c(bytes.baseAddress, UInt32(clamping: bytes.count), &written, &length)
      }
    }
    defer { unsafe free(written) }
    guard result == 0, let written = unsafe written else {
      throw KernelError(.writeTypes, name, code: -result, lines: lines)
    }
    let types = unsafe UnsafeRawBufferPointer(start: written, count: length)
    text = unsafe Array(Self.head.utf8) + types + Array(Self.tail.utf8)
  }

  /// Every structure is read at the offsets of the kernel that loads the program, unless the including file says no.
  private static let head = """
    #ifndef __VMLINUX_H__
    #define __VMLINUX_H__

    #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
    #pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
    #endif


    """

  private static let tail = """

    #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
    #pragma clang attribute pop
    #endif

    #endif /* __VMLINUX_H__ */

    """
}
