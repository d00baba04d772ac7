import Foundation
import TestSupport

/// The rooms as `Package.swift` declares them and the files that stand in them.
struct House {
  struct SourceFile: CustomStringConvertible {
    var room: String
    var url: URL
    var lines: [Substring]

    var name: String { url.lastPathComponent }
    var description: String { "\(room)/\(name)" }

    /// Modules that the file imports.
    var imports: [String] {
      lines.compactMap { line in
        var words = line.split(separator: " ")[...]
        while let word = words.first,
          ["public", "internal", "private", "package", "@testable", "@preconcurrency"].contains(word)
        {
          words.removeFirst()
        }
        guard words.first == "import", words.count >= 2 else { return nil }
        // `import struct Module.Name` names the kind first.
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
        let module =
          kinds.contains(words[words.startIndex + 1]) && words.count > 2
          ? words[words.startIndex + 2] : words[words.startIndex + 1]
        return String(module.split(separator: ".")[0])
      }
    }
  }

  /// Direct dependencies of each target, products of packages included by their module names.
  var dependencies: [String: Set<String>]
  /// Every Swift file under `Sources`.
  var files: [SourceFile]

  static func read() throws -> House {
    let scratch = try FileManager.default.url(
      for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: Repository.root, create: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "package", "--scratch-path", scratch.path, "dump-package"]
    process.currentDirectoryURL = Repository.root
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let manifest = try JSONDecoder().decode(Manifest.self, from: data)
    let dependencies = manifest.targets.map { ($0.name, Set($0.dependencies.compactMap(\.name))) }
    return House(dependencies: Dictionary(uniqueKeysWithValues: dependencies), files: try sourceFiles())
  }

  static func sourceFiles() throws -> [SourceFile] {
    let sources = Repository.path("Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
      .sorted()
    return try paths.map { path in
      let url = sources.appending(path: path)
      let text = try String(contentsOf: url, encoding: .utf8)
      return SourceFile(
        room: String(path.split(separator: "/")[0]), url: url,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  private struct Manifest: Decodable {
    struct Target: Decodable {
      var name: String
      var dependencies: [Dependency]
    }
    /// `{"byName": ["BPF", null]}` or `{"product": ["Yams", "Yams", null, null]}`.
    struct Dependency: Decodable {
      var name: String?
      init(from decoder: any Decoder) throws {
        let fields = try decoder.singleValueContainer().decode([String: [Entry]].self)
        name = fields.values.first?.first?.name
      }
      struct Entry: Decodable {
        var name: String?
        init(from decoder: any Decoder) throws {
          name = try? decoder.singleValueContainer().decode(String.self)
        }
      }
    }
    var targets: [Target]
  }
}
