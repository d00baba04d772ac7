import Glibc

/// A small file of /proc or /sys.
enum SystemFile {
  /// The file's bytes, at most `most` of them; nil when it cannot be read.
  static func bytes(_ path: String, most: Int = 1 << 16) -> [UInt8]? {
    let raw = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { return nil }
    let file = FileDescriptor(adopting: raw)
    var all: [UInt8] = []
    // Most are short, and are read for each program.
    var piece = [UInt8](repeating: 0, count: min(most, 1 << 12))
    while all.count < most {
      let count = unsafe read(file.raw, &piece, min(piece.count, most - all.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      all += piece.prefix(count)
      if all.count == piece.count { piece = [UInt8](repeating: 0, count: min(most, 1 << 16)) }
    }
    return all
  }

  /// The file as text; nil when it cannot be read.
  static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  /// What a symbolic link leads to, up to 255 bytes of it; nil when it is none or cannot be read.
  static func link(_ path: String) -> String? {
    var target = [CChar](repeating: 0, count: 255)
    let length = unsafe readlink(path, &target, target.count)
    return length < 0 ? nil : String(decoding: target.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The names in a directory; none when it cannot be read.
  static func entries(of directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
