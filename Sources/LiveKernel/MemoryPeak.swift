import Glibc

/// The most memory that this process's cgroup held while something ran.
final class MemoryPeak {
  /// Why there is none, in one line.
  struct Missing: Error, Hashable {
    let reason: String
  }

  private let file: FileDescriptor
  private let before: Int

  /// The directory of this process's cgroup, found once: what loads programs stays where it is.
  private static let directory = Result { () throws(Missing) in
    try directory(
      membership: SystemFile.text("/proc/self/cgroup") ?? "", mounts: SystemFile.text("/proc/self/mounts") ?? "")
  }

  /// Finds out what is the same for all that is measured in this process and in its children.
  static func prepare() { _ = directory }

  /// Starts at what is held now.
  convenience init() throws(Missing) { try self.init(directory: Self.directory.get()) }

  init(directory: String) throws(Missing) {
    let raw = unsafe open(directory + "/memory.peak", O_RDWR | O_CLOEXEC)
    guard raw >= 0 else {
      throw Missing(
        reason: errno == ENOENT
          ? "the cgroup has no memory.peak (the root, or no memory controller, or a kernel before 5.19)"
          : "memory.peak cannot be opened: \(ErrorNumber(errno).text)")
    }
    let file = FileDescriptor(adopting: raw)
    // Since 6.12 a write starts a peak of this descriptor's own; before, the file tells only the peak of all time.
    guard unsafe write(file.raw, "0", 1) == 1, let held = SystemFile.text(directory + "/memory.current"),
      let before = Self.number(held)
    else { throw Missing(reason: "memory.peak cannot be reset (kernel before 6.12)") }
    self.before = before
    self.file = file
  }

  /// The most bytes held since the start, beyond what was held then; nil when the file could not be read.
  func read() -> Int? {
    var text = [UInt8](repeating: 0, count: 32)
    let count = unsafe pread(file.raw, &text, text.count, 0)
    guard count > 0, let peak = Self.number(String(decoding: text.prefix(count), as: UTF8.self)) else { return nil }
    return max(0, peak - before)
  }

  /// The directory of the process's cgroup in the v2 hierarchy. `membership` is `/proc/self/cgroup`, whose line for v2
  /// begins with `0::`; `mounts` is `/proc/self/mounts`.
  static func directory(membership: String, mounts: String) throws(Missing) -> String {
    // Bytes, not characters: mounts may be many.
    let lines = { (text: String) in text.utf8.split(separator: UInt8(ascii: "\n")) }
    let mount = lines(mounts).map { $0.split(separator: UInt8(ascii: " ")) }.first {
      $0.count > 2 && $0[2].elementsEqual("cgroup2".utf8)
    }
    guard let mount else { throw Missing(reason: "cgroup v2 is not mounted") }
    let groups = lines(membership).map { Substring($0) }
    if groups.contains(where: {
      $0.utf8.split(separator: UInt8(ascii: ":")).contains { $0.elementsEqual("memory".utf8) }
    }) {
      throw Missing(reason: "the memory controller is on cgroup v1 here")
    }
    guard let line = groups.first(where: { $0.utf8.starts(with: "0::".utf8) }) else {
      throw Missing(reason: "the process is in no cgroup v2")
    }
    return String(Substring(mount[1])) + line.dropFirst(3)
  }

  private static func number(_ text: String) -> Int? { Int(text.prefix { $0.isNumber && $0.isASCII }) }
}
