/// Where small files of /proc and /sys are read: the running system, or a made-up one.
struct SystemTree {
  /// A file's text; nil when it cannot be read.
  var text: (String) -> String?
  /// The names in a directory; none when it cannot be read.
  var entries: (String) -> [String]

  /// The running system.
  static var host: SystemTree {
    SystemTree(text: { SystemFile.text($0) }, entries: { SystemFile.entries(of: $0) })
  }

  /// A file's first word; nil when it cannot be read or has none.
  func word(_ path: String) -> String? { text(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init) }
}
