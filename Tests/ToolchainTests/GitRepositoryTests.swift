import Foundation
import TestSupport
import Testing
import Toolchain

/// The files of a commit as a repository of their own.
@Suite struct GitRepositoryTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @discardableResult
  private func git(_ place: String, _ arguments: String...) async throws -> String {
    let own = ["-C", directory.path(place).path, "-c", "user.name=a", "-c", "user.email=a@example.org"]
    let result = try await RunningCommand.run(try #require(Executables.find("git")), own + arguments)
    try #require(result.ending == .status(0), "\(arguments): \(result.errorText)")
    return result.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Five commits, the second of which has a tag.
  private func history(format: String) async throws {
    try FileManager.default.createDirectory(at: directory.path("all"), withIntermediateDirectories: true)
    try await git("all", "init", "-q", "--object-format=\(format)")
    for number in 1...5 {
      try directory.write("\(number)", to: "all/file")
      try directory.write("\(number)", to: "all/sub/é \(number)")
      try await git("all", "add", "-A")
      try await git("all", "commit", "-qm", "Commit \(number)")
      if number == 2 { try await git("all", "tag", "-a", "v2", "-m", "two") }
    }
  }

  @Test(arguments: ["sha1", "sha256"], [nil, 2, 4]) func `a commit's files know what they are of`(
    format: String, depth: Int?
  ) async throws {
    try await history(format: format)
    var place = "all"
    if let depth {
      place = "part"
      try FileManager.default.createDirectory(at: directory.path(place), withIntermediateDirectories: true)
      try await git(place, "clone", "-q", "--depth", "\(depth)", "file://\(directory.path("all").path)", ".")
    }
    try directory.write("changed", to: "\(place)/file")
    let before = try await (
      git(place, "status", "--porcelain"), git(place, "for-each-ref"), git(place, "worktree", "list")
    )
    let repository = try await GitRepository.around(
      directory.path(place).path, environment: ProcessInfo.processInfo.environment)
    let commit = try #require(try await repository.commit("HEAD~1"))
    try await repository.write(commit, to: directory.path("then").path)

    #expect(try String(contentsOf: directory.path("then/file"), encoding: .utf8) == "4")
    #expect(try String(contentsOf: directory.path("then/sub/é 4"), encoding: .utf8) == "4")
    #expect(!FileManager.default.fileExists(atPath: directory.path("then/sub/é 5").path))
    #expect(try await git("then", "rev-parse", "HEAD") == commit)
    #expect(try await git("then", "status", "--porcelain").isEmpty)
    let name = try await git("then", "describe", "--always")
    #expect(depth == 2 ? commit.hasPrefix(name) : name == "v2-2-g\(commit.prefix(7))", "\(name)")
    #expect(try await git("then", "log", "--format=%s").split(separator: "\n").count == depth.map { $0 - 1 } ?? 4)
    let after = try await (
      git(place, "status", "--porcelain"), git(place, "for-each-ref"), git(place, "worktree", "list")
    )
    #expect(after == before)
  }
}
