import Project

/// A command of `assay.yml` that makes objects.
public struct ShellCommand: Sendable {
  /// The command, as a shell takes it.
  public var text: String
  /// Where it is run.
  public var directory: String
  /// The process's environment.
  public var environment: [String: String]

  /// The longest that it may take, and lines of its last words that are told.
  private static let patience = Duration.seconds(3600)
  private static let lastWords = 10

  /// A command.
  public init(_ text: String, in directory: String, environment: [String: String]) {
    self.text = text
    self.directory = directory
    self.environment = environment
  }

  /// Runs it to its end.
  /// - Throws: `ToolchainError` when it fails, with the last lines that it printed.
  public func run() async throws(ToolchainError) {
    let outcome = try await ToolRun(
      tool: "/bin/sh", arguments: ["-c", text], directory: directory, environment: environment,
      timeLimit: Self.patience, addressSpace: nil
    ).run()
    let ending: String
    switch outcome.ending {
    case .exited(0): return
    case .exited(let status): ending = "ended with status \(status)"
    case .signalled(let signal): ending = "was ended by signal \(signal)"
    case .timedOut: ending = "took longer than \(Self.patience)"
    case .printedTooMuch: ending = "printed more than \(ToolRun.outputLimit >> 20) MiB"
    }
    let lines = outcome.messages.split(separator: "\n").suffix(Self.lastWords)
    throw ToolchainError("'\(text)' \(ending)" + lines.map { "\n  \($0)" }.joined())
  }
}
