import Project

/// A git repository, read and never changed.
public struct GitRepository: Sendable {
  /// Its working directory.
  public let root: String
  private let tool: String
  private let environment: [String: String]

  /// Large histories on slow disks.
  private static let patience = Duration.seconds(120)

  /// The repository that a directory is in.
  /// - Throws: `ToolchainError` when git is missing, and with git's own words when it finds none.
  public static func around(
    _ directory: String, environment: [String: String]
  ) async throws(ToolchainError) -> GitRepository {
    guard let tool = ExecutablePath.find("git", environment: environment) else {
      throw ToolchainError("no git in PATH", advice: "Install git, or name an object to compare with.")
    }
    let outside = GitRepository(root: directory, tool: tool, environment: environment)
    return GitRepository(
      root: try await outside.run(["rev-parse", "--show-toplevel"]), tool: tool, environment: environment)
  }

  private init(root: String, tool: String, environment: [String: String]) {
    self.root = root
    self.tool = tool
    self.environment = CompilerEnvironment.variables(from: environment)
  }

  /// The commit that a name means: a branch, a tag, `HEAD~3`, a hash. Nil when it means none.
  public func commit(_ name: String) async throws(ToolchainError) -> String? {
    // An option is no name.
    guard !name.hasPrefix("-") else { return nil }
    let run = try await outcome(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
    return run.ending == .exited(0) ? Self.line(run.output) : nil
  }

  /// What is checked out; nil before the first commit.
  public func head() async throws(ToolchainError) -> GitHead? {
    guard let commit = try await commit("HEAD") else { return nil }
    // A branch's name is absent while none is checked out; what is not tracked is no change.
    let branch = try await outcome(["symbolic-ref", "--quiet", "--short", "HEAD"])
    let status = try await outcome(["status", "--porcelain", "--untracked-files=no"])
    var head = try await description(of: commit)
    head.branch = branch.ending == .exited(0) ? Self.line(branch.output) : nil
    head.isDirty = status.ending == .exited(0) && !status.output.isEmpty
    return head
  }

  /// What is known of a commit by itself.
  public func description(of commit: String) async throws(ToolchainError) -> GitHead {
    let run = try await outcome(["log", "-1", "--format=%P%n%ct%n%s", commit, "--"])
    let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard run.ending == .exited(0), lines.count >= 3, let time = Int(lines[1]) else {
      throw ToolchainError("git log of \(commit) failed")
    }
    return GitHead(
      commit: commit, parents: lines[0].split(separator: " ").map(String.init), subject: String(lines[2]), time: time)
  }

  /// The commits after one and up to another, the oldest first, along first parents: of a merge the branch it was merged
  /// into, not the commits that it brought. Nil where the first is not on that way.
  public func commits(after first: String, upTo last: String) async throws(ToolchainError) -> [String]? {
    let run = try await outcome(["rev-list", "--first-parent", "--reverse", last, "--"])
    guard run.ending == .exited(0) else { throw ToolchainError("git rev-list of \(last) failed") }
    let all = String(decoding: run.output, as: UTF8.self).split(separator: "\n").map(String.init)
    return all.firstIndex(of: first).map { Array(all[($0 + 1)...]) }
  }

  /// Writes all files of a commit to a directory that is not there yet, as a repository of their own with that commit checked
  /// out: commands that build them may ask git what they are. It has this one's objects and tags and no branch. This one's index
  /// and working directory stay as they are, and nothing is added to it.
  public func write(_ commit: String, to directory: String) async throws(ToolchainError) {
    let format = try await run(["rev-parse", "--show-object-format"])
    _ = try await run(["init", "--quiet", "--template=", "--object-format=\(format)", directory])
    let place = LocalFile.join(directory, ".git")
    let objects = try await run(["rev-parse", "--path-format=absolute", "--git-path", "objects"])
    let shallow = try await run(["rev-parse", "--path-format=absolute", "--git-path", "shallow"])
    let tags = try await output(["for-each-ref", "--format=%(objectname) %(refname)", "refs/tags"])
    do throws(FileError) {
      try LocalFile.makeDirectory(LocalFile.join(place, "objects/info"))
      try LocalFile.write(Array("\(objects)\n".utf8), to: LocalFile.join(place, "objects/info/alternates"))
      try LocalFile.write(tags, to: LocalFile.join(place, "packed-refs"))
      if LocalFile.exists(shallow) {
        try LocalFile.write(try LocalFile.read(shallow, limit: 64 << 20), to: LocalFile.join(place, "shallow"))
      }
      try LocalFile.write(Array("\(commit)\n".utf8), to: LocalFile.join(place, "HEAD"))
    } catch {
      throw ToolchainError("\(error)")
    }
    // From here, so that objects that are fetched when they are needed are.
    let index = ["GIT_INDEX_FILE": LocalFile.join(place, "index")]
    _ = try await run(["read-tree", commit], index)
    _ = try await run(["checkout-index", "--all", "--prefix=\(directory)/"], index)
  }

  private func run(_ arguments: [String], _ own: [String: String] = [:]) async throws(ToolchainError) -> String {
    Self.line(try await output(arguments, own))
  }

  private func output(_ arguments: [String], _ own: [String: String] = [:]) async throws(ToolchainError) -> [UInt8] {
    let run = try await outcome(arguments, own)
    guard run.ending == .exited(0) else {
      let words = run.messages.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw ToolchainError("git \(arguments.first ?? "") failed\(words)")
    }
    return run.output
  }

  private func outcome(
    _ arguments: [String], _ own: [String: String] = [:]
  ) async throws(ToolchainError) -> ToolRun.Outcome {
    try await ToolRun(
      tool: tool, arguments: arguments, directory: root,
      environment: environment.merging(own) { $1 }, timeLimit: Self.patience
    ).run()
  }

  private static func line(_ output: [UInt8]) -> String {
    String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
