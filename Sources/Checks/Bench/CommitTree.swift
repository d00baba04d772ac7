import Foundation
import Project
import Toolchain

/// The files of a commit in a directory of their own, which goes with this.
final class CommitTree: Sendable {
  /// The name that the user gave.
  let name: String
  /// The repository's working directory, without links in its path.
  private let root: String
  /// The files' place.
  private let files: String

  /// Writes the files of a commit of a repository.
  /// - Parameter name: the name that the user gave.
  init(_ commit: String, name: String, of repository: GitRepository) async throws(CheckError) {
    self.name = name
    root = repository.root
    files = LocalFile.join(FileManager.default.temporaryDirectory.path, "assay-base-\(UUID().uuidString)")
    do {
      try await repository.write(commit, to: files)
    } catch {
      remove()
      throw .undecided("the files of \(name) cannot be had: \(error)")
    }
  }

  /// Writes the files of the commit that a name means in the repository around a directory.
  /// - Parameter missing: what is to be said where it means none.
  convenience init(
    named name: String, around directory: String, missing: String, environment: [String: String]
  ) async throws(CheckError) {
    let repository: GitRepository
    do throws(ToolchainError) {
      repository = try await .around(directory, environment: environment)
    } catch {
      throw .usage("\(missing) (\(error))")
    }
    try await self.init(try await repository.commit(named: name, missing: missing), name: name, of: repository)
  }

  deinit { remove() }

  /// Takes the files away.
  func remove() { try? FileManager.default.removeItem(atPath: files) }

  /// Where a file of the repository lies in the commit; nil for one outside of the repository.
  func place(of path: String) -> String? {
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    if path == root { return files }
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return path.hasPrefix(prefix) ? LocalFile.join(files, String(path.dropFirst(prefix.count))) : nil
  }

  /// How the builds were built then: by the flags and variants of the `assay.yml` of the commit.
  func builds(of builds: [InputBuild], _ request: BuildRequest) throws(CheckError) -> [InputBuild] {
    var request = request
    request.only = nil
    request.configuration = request.configuration.map { place(of: $0) ?? $0 }
    // No kernel is asked for them: they are measured beside the ones of today.
    request.kernels = ["host"]
    let places = builds.filter { $0.file.part == nil }.compactMap { place(of: $0.file.storage) }
    let there = Set(places.filter(LocalFile.exists)).sorted()
    guard !there.isEmpty else { return [] }
    let working = place(of: FileManager.default.currentDirectoryPath) ?? files
    return try BuildPlan(there, request, in: working).builds.map { build in
      var build = build
      build.kernels = []
      return build
    }
  }
}
