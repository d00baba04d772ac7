public import Foundation

/// Runs `assay` as nobody with exactly the capabilities that a test names. The executables and all that it reads are
/// copies which nobody may reach: the checkout may stand where only root goes. Needs `host:root` and `setpriv`.
public struct LimitedUser: Sendable {
  private let directory: TemporaryDirectory

  /// A place with the executables.
  public init() throws {
    directory = try TemporaryDirectory()
    for name in ["assay", "assay-worker"] {
      try FileManager.default.copyItem(at: Repository.product(name), to: directory.path(name))
      try setMode(0o755, of: directory.path(name))
    }
    try setMode(0o755, of: directory.url)
  }

  /// Writes a file with permissions that are everyone's unless said otherwise.
  @discardableResult
  public func write(_ contents: some Sequence<UInt8>, to relative: String, mode: Int = 0o644) throws -> URL {
    let file = try directory.write(contents, to: relative)
    try setMode(mode, of: file)
    return file
  }

  /// Sets the permissions of a path in the place.
  public func setMode(_ mode: Int, of path: URL) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.path)
  }

  /// Runs `assay` in the place, with capabilities named as setpriv does: `bpf`, `perfmon`, `net_admin`.
  public func assay(_ arguments: [String], capabilities: [String]) async throws -> RunningCommand.Result {
    let cache = directory.path("cache")
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    try setMode(0o777, of: cache)
    guard let setpriv = Executables.find("setpriv") else { throw MissingTool(name: "setpriv") }
    let set = (["-all"] + capabilities.map { "+\($0)" }).joined(separator: ",")
    let limits = [
      "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs", "--bounding-set", set, "--inh-caps",
      set, "--ambient-caps", set, directory.path("assay").path,
    ]
    return try await RunningCommand.run(
      setpriv, limits + arguments, environment: ["HOME": directory.url.path, "XDG_CACHE_HOME": cache.path],
      directory: directory.url)
  }

  /// A tool that is not in PATH.
  public struct MissingTool: Error, CustomStringConvertible {
    /// Its name.
    public let name: String
    /// One line.
    public var description: String { "no \(name) in PATH" }
  }
}
