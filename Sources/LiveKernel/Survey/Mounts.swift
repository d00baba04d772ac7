/// The file systems of this mount namespace.
struct Mounts {
  /// One of them.
  struct Mount {
    var path: String
    var type: String
  }

  let all: [Mount]

  /// From the text of `/proc/self/mounts`.
  init(_ text: String) {
    all = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      return fields.count >= 3 ? Mount(path: String(fields[1]), type: String(fields[2])) : nil
    }
  }

  /// Of this process.
  init() {
    self.init(SystemFile.bytes("/proc/self/mounts", most: 1 << 20).map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  /// Where a file system of that type is mounted, first come first; nil when it is not.
  func path(of type: String) -> String? { all.first { $0.type == type }?.path }
}
