import Findings
public import Placed

/// Files of compiler flags, of which each makes a variant of its own: how projects with hundreds of builds of one source
/// keep them.
public struct FlagFiles: Hashable, Sendable {
  /// A directory, or a glob, relative to `assay.yml`.
  public var pattern: Located<String>

  /// A file of flags is no data.
  private static let sizeLimit = 1 << 16

  /// Files that a pattern names.
  init(_ pattern: Located<String>) { self.pattern = pattern }

  /// The files, sorted by path, and what tells them apart: the part of the path below the pattern's fixed directories.
  /// - Throws: when there is none.
  func files(in directory: String) throws(FileError) -> [(path: String, name: String)] {
    var path = LocalFile.join(directory, pattern.value)
    if LocalFile.isDirectory(path) { path = LocalFile.join(path, "*") }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let start = min(parts.prefix { !PathGlob(String($0)).hasWildcards }.count, parts.count - 1)
    let found = PathGlob(path).expand().filter { !LocalFile.isDirectory($0) }
    guard !found.isEmpty else {
      throw FileError("find files of flags", pattern.value, reason: "there is none in \(directory)")
    }
    return found.map { file in
      (file, file.split(separator: "/", omittingEmptySubsequences: false).dropFirst(start).joined(separator: "/"))
    }
  }

  /// The flags of one file, a line each: what follows a `#` at a line's start or behind a blank is a remark.
  static func flags(of path: String) throws(FileError) -> [Located<String>] {
    let bytes = try LocalFile.read(path, limit: sizeLimit)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileError("read", path, reason: "it is no UTF-8 text")
    }
    var flags: [Located<String>] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let start = line.prefix { $0.isWhitespace }
      let remark = line.indices.first { at in
        line[at] == "#" && (at == line.startIndex || line[line.index(before: at)].isWhitespace)
      }
      let content = line[..<(remark ?? line.endIndex)].dropFirst(start.count)
      guard !content.allSatisfy(\.isWhitespace) else { continue }
      flags.append(Located(String(content), at: SourceSpan(file: path, line: number + 1, column: start.count + 1)))
    }
    return flags
  }
}

extension Variant {
  /// Whether it is built with the flags of the project alone.
  var isWithoutFlags: Bool { cflags.isEmpty && flagFiles == nil }

  /// The variant itself, or one for each of its files of flags: `NAME/FILE`.
  public func expanded(in directory: String) throws(FileError) -> [Variant] {
    guard let flagFiles else { return [self] }
    var variants: [Variant] = []
    for (path, name) in try flagFiles.files(in: directory) {
      var variant = self
      variant.flagFiles = nil
      variant.name.value = "\(self.name.value)/\(name)"
      variant.cflags += try FlagFiles.flags(of: path)
      variants.append(variant)
    }
    return variants
  }
}
