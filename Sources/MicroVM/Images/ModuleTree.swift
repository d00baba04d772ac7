import Foundation
import Project

/// The modules of one kernel, as distributions install them. What a module depends on, its own file says: packages do not
/// hold `modules.dep`, which is made when they are installed.
struct ModuleTree {
  private let files: [String: String]
  private let environment: [String: String]

  private static let endings = [".ko", ".ko.xz", ".ko.zst", ".ko.gz"]
  private static let unpackers = ["xz": "xz", "zst": "zstd", "gz": "gzip"]
  private static let moduleLimit = 64 << 20

  /// Finds the files below a directory.
  init(_ directory: String, environment: [String: String]) {
    var files: [String: String] = [:]
    for path in FileManager.default.enumerator(atPath: directory)?.lazy.compactMap({ $0 as? String }) ?? [] {
      guard let ending = Self.endings.first(where: path.hasSuffix), let file = path.split(separator: "/").last else {
        continue
      }
      files[Self.name(String(file.dropLast(ending.count)))] = LocalFile.join(directory, path)
    }
    self.files = files
    self.environment = environment
  }

  /// Modules with all that they depend on, each after what it needs. Names without a file are left out: they may be built
  /// in.
  func closure(_ names: [String]) async throws(ImageError) -> [KernelModule] {
    var found: [KernelModule] = []
    var visited: Set<String> = []
    for name in names { try await visit(name, &visited, &found) }
    return found
  }

  private func visit(
    _ name: String, _ visited: inout Set<String>, _ found: inout [KernelModule]
  ) async throws(ImageError) {
    let name = Self.name(name)
    guard visited.insert(name).inserted, let path = files[name] else { return }
    let bytes = try await contents(path)
    for dependency in Self.dependencies(of: bytes) { try await visit(dependency, &visited, &found) }
    found.append(KernelModule(fileName: name + ".ko", bytes: bytes))
  }

  /// Modules are named with `_`, their files with `_` or `-`.
  private static func name(_ text: String) -> String { String(text.map { $0 == "-" ? "_" : $0 }) }

  private func contents(_ path: String) async throws(ImageError) -> [UInt8] {
    guard let ending = path.split(separator: ".").last, let tool = Self.unpackers[String(ending)] else {
      do throws(FileError) {
        return try LocalFile.read(path, limit: Self.moduleLimit)
      } catch {
        throw ImageError("\(error)")
      }
    }
    guard let unpacker = SystemTool(tool, environment: environment) else {
      throw ImageError("no \(tool) in PATH, which unpacks \(path)")
    }
    let result = try await unpacker.run(["-dc", path])
    guard result.status == 0 else { throw ImageError("\(tool) cannot unpack \(path)\(result.lastWord)") }
    return result.output
  }

  /// What stands behind `depends=` in a module's `.modinfo` section, whose entries end with a zero byte.
  static func dependencies(of module: [UInt8]) -> [String] {
    let key = Data("\0depends=".utf8)
    let data = Data(module)
    guard let range = data.range(of: key) else { return [] }
    let value = data[range.upperBound...].prefix { $0 != 0 }
    return value.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
  }
}
