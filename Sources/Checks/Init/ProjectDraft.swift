import Fixtures
import Project

/// A first `assay.yml` for what lies in a folder.
struct ProjectDraft {
  /// Folders of sources and of objects with the files in them, in the order of their paths.
  private let sources: [Group]
  private let objects: [Group]
  /// A pattern for each folder up to so many; one for all of them beyond.
  private static let mostFolders = 8

  private struct Group {
    var pattern: String
    var count: Int
  }

  /// A draft for the files that a walk found, by their paths from there. An object that lies beside the source it is made
  /// from is left out: the source is compiled.
  init(_ files: [InputFile]) {
    let paths = files.map { $0.path.hasPrefix("./") ? String($0.path.dropFirst(2)) : $0.path }
    let written = zip(files, paths).filter { $0.0.kind == .source }.map(\.1)
    let compiled = Set(written.map { Self.stem($0) })
    sources = Self.groups(written)
    objects = Self.groups(
      zip(files, paths).filter { $0.0.kind == .object && !compiled.contains(Self.stem($0.1)) }.map(\.1))
  }

  /// Whether there is anything to name.
  var isEmpty: Bool { sources.isEmpty && objects.isEmpty }

  /// What it names, in words.
  var contents: String {
    [Self.words(sources, "source"), Self.words(objects, "object")].compactMap(\.self).joined(separator: ", ")
  }

  /// The file.
  var text: String {
    var parts = [
      """
      # What assay verify, lint and the other commands take here when they are given no inputs. Paths are relative to this
      # file; * stands for any name, ** for any folders. Test files (NAME.test.yml) are found without it.

      """
    ]
    if !sources.isEmpty {
      parts.append(
        "# C that clang compiles for BPF.\nsources:\n" + Self.list(sources)
          + "\n# More flags for clang, such as where headers are.\n# cflags: -Iinclude\n")
    }
    if !objects.isEmpty {
      parts.append("# Objects that are built elsewhere, taken as they are.\nobjects:\n" + Self.list(objects))
    }
    parts.append(Self.rest)
    return parts.joined(separator: "\n")
  }

  /// What is the same for every project: each line says what it does, and what is not for all stands in comments.
  private static let rest = """
    # Kernels that all of it must load on: the running one (host), and others, which boot in QEMU as any user.
    # assay kernels fetch debian:6.1 gets one.
    kernels:
      - host
      # - debian:6.1

    # assay gate checks all of this file before a merge. It counts what a run of each program costs, in QEMU:
    # bench: exact

    # The most that programs may cost, by name or pattern; each line that is not there sets no limit.
    # budgets:
    #   "*":
    #     verified_instructions: 30 %  # of the million that the verifier walks
    #     stack_bytes: 256
    #     instructions: 400            # of one run

    # assay baseline update keeps what programs cost now; later they may grow by so much:
    # growth:
    #   instructions: 0 %
    #   verified_instructions: 10 %

    # Measure which branches and lines the cases run:
    # coverage: true

    # Programs that a kernel is expected to refuse:
    # expect:
    #   needs_ringbuf: {"debian:5.*": rejected}

    # What makes the gate fail; the other parts only warn.
    # blocks: [load, tests, lint, budgets, growth]

    # Where the gate records its runs, for assay history and assay dashboard:
    # history: .assay/history.sqlite

    """

  private static func list(_ groups: [Group]) -> String {
    groups.map { group in
      "  - \(quoted(group.pattern))  # \(group.count) file\(group.count == 1 ? "" : "s")\n"
    }.joined()
  }

  /// A pattern as a scalar: a star at its start would be an alias.
  private static func quoted(_ pattern: String) -> String {
    let isPlain = pattern.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || "._-/*".utf8.contains($0)
    }
    if isPlain, pattern.first?.isLetter == true { return pattern }
    return "\"" + pattern.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func words(_ groups: [Group], _ noun: String) -> String? {
    let count = groups.reduce(0) { $0 + $1.count }
    return count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func groups(_ paths: [String]) -> [Group] {
    let near = groups(paths) { LocalFile.join(LocalFile.parent(of: $0), pattern($0)) }
    return near.count > mostFolders ? groups(paths) { "**/" + pattern($0) } : near
  }

  private static func groups(_ paths: [String], by pattern: (String) -> String) -> [Group] {
    paths.map(pattern).reduce(into: [Group]()) { groups, pattern in
      if let index = groups.firstIndex(where: { $0.pattern == pattern }) {
        groups[index].count += 1
      } else {
        groups.append(Group(pattern: pattern, count: 1))
      }
    }
  }

  /// All files whose names end as this one's does; the name itself where that says nothing.
  private static func pattern(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return TestFileName.objectEndings.first { name.hasSuffix($0) }.map { "*" + $0 } ?? name
  }

  private static func stem(_ path: String) -> String {
    String(path.dropLast((TestFileName.objectEndings.first { path.hasSuffix($0) } ?? "").utf8.count))
  }
}
