/// The error number in a loader's line. libbpf ends its lines with one, in a form of each time: `Invalid argument(-22)`
/// (to 1.5), `-22`, `-EINVAL` (1.6 and later), or in words alone.
struct LoaderError: Hashable {
  /// The kernel's name for it, such as `EINVAL`.
  let name: String

  /// Known numbers, their names and what the C library calls them, in lower case: Go's loaders write them so. `ENOTSUPP`
  /// is the kernel's own.
  private static let known: [(number: Int, name: String, words: String)] = [
    (1, "EPERM", "operation not permitted"), (2, "ENOENT", "no such file or directory"),
    (3, "ESRCH", "no such process"), (7, "E2BIG", "argument list too long"), (9, "EBADF", "bad file descriptor"),
    (12, "ENOMEM", "cannot allocate memory"), (13, "EACCES", "permission denied"), (14, "EFAULT", "bad address"),
    (16, "EBUSY", "device or resource busy"), (17, "EEXIST", "file exists"), (19, "ENODEV", "no such device"),
    (22, "EINVAL", "invalid argument"), (28, "ENOSPC", "no space left on device"),
    (38, "ENOSYS", "function not implemented"), (71, "EPROTO", "protocol error"),
    (95, "EOPNOTSUPP", "operation not supported"), (524, "ENOTSUPP", "unknown error 524"),
  ]

  /// The number that a line ends with, or names in words; nil when it has none of these.
  init?(in line: String) {
    let words = line.split { " ():,;.=".contains($0) }
    for (index, word) in words.enumerated().reversed() {
      // `-22`, and Rust's `os error 22`.
      let isNumber = word.hasPrefix("-") || (index > 0 && words[index - 1] == "error")
      let text = word.hasPrefix("-") ? word.dropFirst() : word
      if isNumber, let number = Int(text), let found = Self.known.first(where: { $0.number == number }) {
        name = found.name
        return
      }
      if let found = Self.known.first(where: { $0.name == text }) {
        name = found.name
        return
      }
    }
    let lower = line.lowercased()
    guard let found = Self.known.first(where: { lower.contains($0.words) }) else { return nil }
    name = found.name
  }
}
