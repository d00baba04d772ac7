import Foundation
import Placed
import Project
import Toolchain

/// The base commit of a gate: its files, and how its inputs are built.
struct GateBase: Sendable {
  /// The files.
  let tree: CommitTree
  /// The builds that are there, in the tree.
  let builds: [InputBuild]

  /// Writes a commit's files, runs its commands that make objects, and plans its builds.
  /// - Throws: `CheckError` for a name that means no commit, and where git fails.
  init(
    _ name: String, of project: GateProject, _ head: [InputBuild], _ request: GateRequest, environment: [String: String]
  ) async throws(CheckError) {
    let repository: GitRepository
    let commit: String?
    do throws(ToolchainError) {
      repository = try await .around(project.directory, environment: environment)
      commit = try await repository.commit(name)
    } catch {
      throw .usage("no commit \(name): \(error)")
    }
    guard let commit else { throw .usage("no such commit: \(name) (in \(repository.root))") }
    tree = try await CommitTree(commit, name: name, of: repository)
    if request.runsCommands, let home = tree.place(of: project.directory),
      let path = project.settings?.path, let then = tree.place(of: path), let settings = try? ProjectSettings.read(then)
    {
      try await Self.run(settings.build.map(\.value), in: home, environment: environment, "in \(name): ")
    }
    builds = try tree.builds(of: head, request.build)
  }

  /// Runs commands one after the other.
  static func run(
    _ commands: [String], in directory: String, environment: [String: String], _ head: String = ""
  ) async throws(CheckError) {
    for command in commands {
      do throws(ToolchainError) {
        try await ShellCommand(command, in: directory, environment: environment).run()
      } catch {
        throw CheckError(status: .fails, description: "build: \(head)\(error)")
      }
    }
  }

  /// The build of the same input there; nil where there is none.
  func build(of head: InputBuild) -> InputBuild? {
    guard let place = tree.place(of: head.file.storage), head.file.part == nil else { return nil }
    return builds.first { $0.file.storage == place && $0.variant == head.variant }
  }
}
