/// A program of this machine and what it says of itself.
public struct InstalledTool: Hashable, Sendable {
  /// The file that is run.
  public var path: String
  /// What `--version` prints, line by line; empty when it would not say.
  public var versionLines: [String]

  /// The first executable of that name along `PATH`; nil when there is none.
  public static func find(_ name: String, environment: [String: String]) async -> InstalledTool? {
    guard let path = ExecutablePath.find(name, environment: environment) else { return nil }
    return await InstalledTool(at: path, environment: environment)
  }

  /// A program at a path.
  public init(at path: String, environment: [String: String]) async {
    self.path = path
    let run = ToolRun(
      tool: path, arguments: ["--version"], environment: CompilerEnvironment.variables(from: environment))
    let output = try? await run.run()
    versionLines =
      output.map { String(decoding: $0.output.prefix(1 << 16), as: UTF8.self) }?
      .split(separator: "\n").map(String.init) ?? []
  }
}
