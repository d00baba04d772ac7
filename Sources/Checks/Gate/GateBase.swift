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
    _ name: String, of project: GateProject, _ head: [InputBuild], _ request: GateRequest,
    environment: [String: String], progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) {
    tree = try await CommitTree(
      named: name, around: project.directory, missing: "no such commit: \(name)", environment: environment)
    if request.runsCommands, let home = tree.place(of: project.directory),
      let path = project.settings?.path, let then = tree.place(of: path), LocalFile.exists(then)
    {
      // What is wrong with the commit is not of this change's making: nothing is said of the change then.
      let settings: ProjectSettings
      do { settings = try ProjectSettings.read(then) } catch {
        throw .undecided("in \(name): \(error)")
      }
      try await BuildCommands.run(
        settings.build.map(\.value), in: home, commit: name, environment: environment, progress: progress)
    }
    builds = try tree.builds(of: head, request.build)
  }

  /// Whether a file is the same there; nil, and what lies outside of the repository, is.
  func holds(_ path: String?) -> Bool {
    guard let path, let then = tree.place(of: path) else { return true }
    return (try? LocalFile.read(path, limit: .max)) == (try? LocalFile.read(then, limit: .max))
  }

  /// The build of the same input there; nil where there is none.
  func build(of head: InputBuild) -> InputBuild? {
    guard let place = tree.place(of: head.file.storage), head.file.part == nil else { return nil }
    return builds.first { $0.file.storage == place && $0.variant == head.variant }
  }
}
