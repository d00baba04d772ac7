import Glibc
import Project

/// The installed bpftrace, as the compiler that its scripts have.
public struct ScriptCompiler: Hashable, Sendable {
  /// What a script came to.
  public struct Compilation: Hashable, Sendable {
    /// bpftrace's object; nil when the script does not compile.
    public var object: [UInt8]?
    /// The tree and the code as `-d` prints them.
    public var dump: String
    /// What it said.
    public var messages: [ScriptMessage]
  }

  /// The file that is run.
  public let path: String
  /// What it says of itself: `bpftrace v0.17.0`.
  public let version: String
  private let environment: [String: String]

  /// Variables by which bpftrace makes other programs of the same script.
  private static let passed = ["BPFTRACE_STRLEN", keysVariable, "BPFTRACE_BTF"]
  /// The variable with the most keys of a map.
  private static let keysVariable = "BPFTRACE_MAP_KEYS_MAX"
  private static let tracing = "/sys/kernel/tracing"

  /// Finds it along `PATH` and asks its version.
  public static func find(environment: [String: String]) async throws(ToolchainError) -> ScriptCompiler {
    guard let tool = await InstalledTool.find("bpftrace", environment: environment) else {
      throw ToolchainError(
        "a script is compiled by bpftrace, and there is none along PATH",
        advice: "Install it (apt-get install bpftrace).")
    }
    guard let version = tool.versionLines.first(where: { $0.hasPrefix("bpftrace v") }) else {
      throw ToolchainError("\(tool.path) does not say that it is bpftrace")
    }
    var variables = CompilerEnvironment.variables(from: environment)
    for name in passed { variables[name] = environment[name] }
    return ScriptCompiler(path: tool.path, version: version, environment: variables)
  }

  /// The most keys of a map, where the environment says it.
  public var keys: UInt32? { environment[Self.keysVariable].flatMap { UInt32($0) } }

  /// Compiles a script; nothing of it is run.
  ///
  /// - Throws: when bpftrace cannot be run to its end, or may not do its work.
  public func compile(_ script: String) async throws(ToolchainError) -> Compilation {
    guard let output = TemporaryObject([]) else { throw ToolchainError("no file can be written in /tmp") }
    defer { output.remove() }
    let absolute = script.hasPrefix("/") ? script : "./\(script)"
    var run = ToolRun(
      tool: path, arguments: ["-d", "--emit-elf", output.path, absolute], environment: environment,
      timeLimit: .seconds(60))
    // Where tracepoints are described is not mounted on every machine: bpftrace gets it in a mount namespace of its own,
    // which ends with it.
    if !LocalFile.exists("\(Self.tracing)/events"), let own = ExecutablePath.find("unshare", environment: environment) {
      let mount = "mount -t tracefs tracefs \(Self.tracing) 2>/dev/null; exec \"$0\" \"$@\""
      run.arguments =
        ["--mount", "--propagation", "private", "/bin/sh", "-c", mount, path] + run.arguments
      run.tool = own
    }
    let outcome = try await run.run()
    let printed = String(decoding: outcome.output, as: UTF8.self)
    let messages = ScriptMessage.all(in: outcome.messages)
    switch outcome.ending {
    case .timedOut: throw ToolchainError("bpftrace did not end within a minute")
    case .printedTooMuch: throw ToolchainError("bpftrace printed more than \(ToolRun.outputLimit >> 20) MiB")
    case .signalled(let signal):
      guard messages.contains(where: \.isError) else { throw ToolchainError("bpftrace was ended by signal \(signal)") }
    case .exited(0):
      if let object = try? LocalFile.read(output.path, limit: ToolRun.outputLimit), !object.isEmpty {
        return Compilation(object: object, dump: printed, messages: messages)
      }
      throw ToolchainError("\(version) compiled the script and wrote no object")
    case .exited:
      if outcome.messages.contains("root user") {
        throw ToolchainError("bpftrace compiles for root only", advice: "Run Assay as root.")
      }
      if let lacking = messages.first(where: { $0.text.contains("not available for your") }) {
        throw ToolchainError(lacking.text)
      }
    }
    return Compilation(object: nil, dump: printed, messages: messages)
  }
}
