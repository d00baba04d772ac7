import Glibc

/// The smallest program that there is: it ends at once. What a child costs that runs it is the kernel's work alone.
final class MinimalExecutable {
  private let path: String

  /// Writes it to a file that is gone with this. Nil when there is no place for it.
  init?() {
    path = "/tmp/assay-exec-\(getpid())"
    // Of a process that had the number before.
    unsafe unlink(path)
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o700)
    guard file >= 0 else { return nil }
    let bytes = Self.bytes
    let written = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    close(file)
    guard written == bytes.count else { return nil }
  }

  deinit { unsafe unlink(path) }

  /// Runs it in a child and waits for its end.
  func run() {
    var child = pid_t()
    var words = unsafe [strdup(path), nil]
    defer { unsafe free(words[0]) }
    guard unsafe posix_spawn(&child, path, nil, nil, &words, nil) == 0 else { return }
    Child.wait(for: child)
  }

  /// An ELF file of one segment (System V ABI, ELF-64): `exit(0)`.
  private static var bytes: [UInt8] {
    #if arch(arm64)
      let machine: UInt16 = 183
      // mov x0, #0; mov x8, #93; svc #0
      let code: [UInt8] = [0x00, 0x00, 0x80, 0xd2, 0xa8, 0x0b, 0x80, 0xd2, 0x01, 0x00, 0x00, 0xd4]
    #else
      let machine: UInt16 = 62
      // xor edi, edi; mov eax, 60; syscall
      let code: [UInt8] = [0x31, 0xff, 0xb8, 0x3c, 0x00, 0x00, 0x00, 0x0f, 0x05]
    #endif
    let base: UInt64 = 0x40_0000
    let headers: UInt64 = 64 + 56
    var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
    func add(_ value: some FixedWidthInteger) {
      unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }
    // The file's header: executable, machine, version, entry, places and sizes of the headers.
    add(UInt16(2))
    add(machine)
    add(UInt32(1))
    add(base + headers)
    add(UInt64(64))
    add(UInt64(0))
    add(UInt32(0))
    for size: UInt16 in [64, 56, 1, 0, 0, 0] { add(size) }
    // The segment: loaded, readable and executable, the whole file.
    add(UInt32(1))
    add(UInt32(5))
    add(UInt64(0))
    add(base)
    add(base)
    let size = headers + UInt64(code.count)
    add(size)
    add(size)
    add(UInt64(4096))
    return bytes + code
  }
}
