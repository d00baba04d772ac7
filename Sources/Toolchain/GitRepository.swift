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
    return run.ending == .exited(0) ? Self.line(run) : nil
  }

  /// What is checked out; nil before the first commit.
  public func head() async throws(ToolchainError) -> GitHead? {
    guard let commit = try await commit("HEAD") else { return nil }
    // A branch's name is absent while none is checked out; what is not tracked is no change.
    let branch = try await outcome(["symbolic-ref", "--quiet", "--short", "HEAD"])
    let status = try await outcome(["status", "--porcelain", "--untracked-files=no"])
    var head = try await description(of: commit)
    head.branch = branch.ending == .exited(0) ? Self.line(branch) : nil
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

  /// Writes all files of a commit to a directory. The repository's own index and working directory stay as they are.
  /// - Parameter index: a file that this takes, which is to be removed.
  public func write(
    _ commit: String, to directory: String, index: String
  ) async throws(ToolchainError) {
    let own = ["GIT_INDEX_FILE": index]
    _ = try await run(["read-tree", commit], own)
    _ = try await run(["checkout-index", "--all", "--prefix=\(directory)/"], own)
  }

  private func run(_ arguments: [String], _ own: [String: String] = [:]) async throws(ToolchainError) -> String {
    let run = try await outcome(arguments, own)
    guard run.ending == .exited(0) else {
      let words = run.messages.split(separator: "\n").last.map { ": \($0)" } ?? ""
      throw ToolchainError("git \(arguments.first ?? "") failed\(words)")
    }
    return Self.line(run)
  }

  private func outcome(
    _ arguments: [String], _ own: [String: String] = [:]
  ) async throws(ToolchainError) -> ToolRun.Outcome {
    try await ToolRun(
      tool: tool, arguments: arguments, directory: root,
      environment: environment.merging(own) { $1 }, timeLimit: Self.patience
    ).run()
  }

  private static func line(_ run: ToolRun.Outcome) -> String {
    String(decoding: run.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
