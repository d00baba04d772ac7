/// A path with wildcards: `*` and `?` within one name, `[abc]` and `[!a-z]`, `**` for any number of directories.
public struct PathGlob: Hashable, Sendable {
  /// The pattern as it was given.
  public let pattern: String
  private let isAbsolute: Bool
  private let parts: [[Unicode.Scalar]]

  /// A pattern; a path without wildcards matches itself.
  public init(_ pattern: String) {
    self.pattern = pattern
    isAbsolute = pattern.hasPrefix("/")
    parts = pattern.split(separator: "/").filter { $0 != "." }.map { Array($0.unicodeScalars) }
  }

  /// Whether there is any wildcard in it.
  public var hasWildcards: Bool { parts.contains(where: Self.isWild) }

  /// Whether a path matches as text; the file system is not asked.
  public func matches(_ path: String) -> Bool {
    guard path.hasPrefix("/") == isAbsolute else { return false }
    let names = path.split(separator: "/").filter { $0 != "." }.map { Array($0.unicodeScalars) }
    return Self.matches(parts[...], names[...])
  }

  /// The files that match, sorted by path; links to directories are not followed by `**`. Hidden names match only a
  /// pattern that starts with a dot, as in a shell.
  public func expand() -> [String] {
    guard hasWildcards else { return LocalFile.exists(pattern) ? [pattern] : [] }
    var found: [String] = []
    Self.expand(parts[...], in: isAbsolute ? "/" : ".", depth: 0, into: &found)
    return Array(Set(found)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static let depthLimit = 32
  private static let fileLimit = 100_000

  private static func expand(
    _ parts: ArraySlice<[Unicode.Scalar]>, in directory: String, depth: Int, into found: inout [String]
  ) {
    guard let part = parts.first, depth < depthLimit, found.count < fileLimit else { return }
    let rest = parts.dropFirst()
    if !isWild(part) {
      let path = LocalFile.join(directory, text(part))
      if rest.isEmpty {
        if LocalFile.exists(path) { found.append(path) }
      } else {
        expand(rest, in: path, depth: depth + 1, into: &found)
      }
      return
    }
    let anyDepth = part == ["*", "*"]
    // `**` also stands for no directory at all.
    if anyDepth, !rest.isEmpty { expand(rest, in: directory, depth: depth, into: &found) }
    for name in (try? LocalFile.list(directory)) ?? [] {
      guard !name.hasPrefix(".") || part.first == "." else { continue }
      let path = LocalFile.join(directory, name)
      if anyDepth {
        if LocalFile.isDirectory(path), !LocalFile.isLink(path) {
          expand(parts, in: path, depth: depth + 1, into: &found)
        } else if rest.isEmpty {
          found.append(path)
        }
      } else if matches(part[...], Array(name.unicodeScalars)[...]) {
        if rest.isEmpty { found.append(path) } else { expand(rest, in: path, depth: depth + 1, into: &found) }
      }
    }
  }

  private static func isWild(_ part: [Unicode.Scalar]) -> Bool { part.contains { "*?[".unicodeScalars.contains($0) } }

  private static func text(_ part: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: part)
    return String(view)
  }

  /// Paths: each `**` is tried at every length, from left to right, and only the last one is ever tried again.
  private static func matches(_ parts: ArraySlice<[Unicode.Scalar]>, _ names: ArraySlice<[Unicode.Scalar]>) -> Bool {
    var (part, name) = (parts.startIndex, names.startIndex)
    var retry: (part: Int, name: Int)?
    while name < names.endIndex {
      if part < parts.endIndex, parts[part] == ["*", "*"] {
        retry = (part + 1, name)
        part += 1
      } else if part < parts.endIndex, matches(parts[part][...], names[name][...]) {
        (part, name) = (part + 1, name + 1)
      } else if let last = retry {
        retry = (last.part, last.name + 1)
        (part, name) = (last.part, last.name + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == ["*", "*"] }
  }

  /// Names: as above with `*`.
  private static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ name: ArraySlice<Unicode.Scalar>) -> Bool {
    var (at, position) = (pattern.startIndex, name.startIndex)
    var retry: (at: Int, position: Int)?
    while position < name.endIndex {
      if at < pattern.endIndex, pattern[at] == "*" {
        retry = (at + 1, position)
        at += 1
      } else if at < pattern.endIndex, let next = step(pattern, at, name[position]) {
        (at, position) = (next, position + 1)
      } else if let last = retry {
        retry = (last.at, last.position + 1)
        (at, position) = (last.at, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }

  /// Where the pattern goes on when its element at `at` matches one character; nil when it does not.
  private static func step(_ pattern: ArraySlice<Unicode.Scalar>, _ at: Int, _ scalar: Unicode.Scalar) -> Int? {
    guard pattern[at] == "[", let close = pattern[(at + 1)...].dropFirst().firstIndex(of: "]") else {
      return pattern[at] == "?" || pattern[at] == scalar ? at + 1 : nil
    }
    var set = pattern[(at + 1)..<close]
    let negated = set.first == "!" || set.first == "^"
    if negated { set = set.dropFirst() }
    var contains = false
    while let first = set.popFirst() {
      if set.first == "-", let last = set.dropFirst().first {
        contains = contains || (first.value <= scalar.value && scalar.value <= last.value)
        set = set.dropFirst(2)
      } else {
        contains = contains || first == scalar
      }
    }
    return contains != negated ? close + 1 : nil
  }
}
