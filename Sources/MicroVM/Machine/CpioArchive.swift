/// A cpio archive in the `newc` form, which kernels take as an initramfs (Documentation/driver-api/early-userspace:
/// buffer-format): for each entry a header of hexadecimal numbers, the name, the bytes, each padded to four bytes.
struct CpioArchive {
  private var bytes: [UInt8] = []
  private var entries: UInt32 = 0

  /// Adds a directory.
  mutating func addDirectory(_ path: String) { add(path, mode: 0o040_755, []) }

  /// Adds a file; `path` has no slash at its beginning.
  mutating func addFile(_ path: String, _ contents: [UInt8], isExecutable: Bool = false) {
    add(path, mode: isExecutable ? 0o100_755 : 0o100_644, contents)
  }

  /// Adds a character device.
  mutating func addDevice(_ path: String, major: UInt32, minor: UInt32) {
    add(path, mode: 0o020_600, [], device: (major, minor))
  }

  /// The archive, with the entry that ends it.
  consuming func finished() -> [UInt8] {
    add("TRAILER!!!", mode: 0, [])
    return bytes
  }

  private mutating func add(
    _ path: String, mode: UInt32, _ contents: [UInt8], device: (major: UInt32, minor: UInt32) = (0, 0)
  ) {
    entries += 1
    let name = Array(path.utf8) + [0]
    // ino, mode, uid, gid, nlink, mtime, filesize, dev of the file system, dev of a device, namesize, check.
    let fields: [UInt32] = [
      entries, mode, 0, 0, 1, 0, UInt32(contents.count), 0, 0, device.major, device.minor, UInt32(name.count), 0,
    ]
    bytes += Array("070701".utf8)
    for field in fields { bytes += Self.hexadecimal(field) }
    bytes += name
    pad()
    bytes += contents
    pad()
  }

  private mutating func pad() {
    while bytes.count % 4 != 0 { bytes.append(0) }
  }

  private static func hexadecimal(_ number: UInt32) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<8).map { digits[Int(number >> (28 - 4 * $0) & 15)] }
  }
}
