public import Placed

extension ProjectSettings {
  /// The file's name.
  public static let fileName = "assay.yml"

  /// Where the settings for an input are: `assay.yml` in its directory or above, up to the repository's root (the first
  /// directory with `.git`). Outside of a repository the search ends at the working directory, and stays in the input's
  /// own directory when that is not below it: a file that someone left in `/tmp` is not ours.
  public static func find(forInput input: String, workingDirectory: String) -> String? {
    let absolute = Self.normal(LocalFile.join(workingDirectory, input))
    let working = Self.normal(workingDirectory)
    let start = LocalFile.isDirectory(absolute) ? absolute : LocalFile.parent(of: absolute)
    var above = [start]
    while let last = above.last, last != "/", !LocalFile.exists(LocalFile.join(last, ".git")) {
      above.append(LocalFile.parent(of: last))
    }
    if let last = above.last, !LocalFile.exists(LocalFile.join(last, ".git")) {
      let end = above.firstIndex(of: working) ?? 0
      above = Array(above[...end])
    }
    return above.lazy.map { LocalFile.join($0, fileName) }.first(where: LocalFile.exists)
  }

  /// Reads the file at `path`; a file that cannot be read is a placed error too.
  public static func read(_ path: String) throws(PlacedError) -> ProjectSettings {
    let bytes: [UInt8]
    do {
      bytes = try LocalFile.read(path, limit: PlacedDocument.sizeLimit)
    } catch {
      throw PlacedError(unreadable: path, because: "\(error)")
    }
    return try ProjectSettings(bytes, path: path)
  }

  /// An absolute path without `.`, `..` and doubled slashes; links stay as they are.
  static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
