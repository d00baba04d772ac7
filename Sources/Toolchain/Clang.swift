public import Project

/// A clang that can compile for BPF, and what it says of itself.
public struct Clang: Hashable, Sendable {
  /// The file that is run.
  public let path: String
  /// The first line of `--version`, such as `clang version 21.0.0 (...)`.
  public let versionLine: String
  /// The major version, such as 21.
  public let major: Int
  /// The file's identity: another clang at the same path compiles anew.
  let stamp: FileStamp

  /// `clang 21.0.0`.
  public var name: String { "clang \(Self.number(in: versionLine) ?? "of unknown version")" }

  /// Finds a clang that has the bpf target: `explicit` (`--clang`, or `clang:` of `assay.yml`) and nothing else when it
  /// is given, otherwise `clang`, `clang-25` ... `clang-11` along `PATH`. What a clang says is remembered in the cache.
  public static func find(explicit: String?, environment: [String: String], cache: DiskCache)
    async throws(ToolchainError) -> Clang
  {
    if let explicit {
      guard let path = ExecutablePath.find(explicit, environment: environment) else {
        throw ToolchainError("there is no executable \(explicit)", advice: "Name a clang with --clang or in assay.yml.")
      }
      return try await examine(path, environment: environment, cache: cache)
    }
    var failures: [String] = []
    for name in ["clang"] + (11...25).reversed().map({ "clang-\($0)" }) {
      for path in ExecutablePath.all(name, environment: environment) {
        do throws(ToolchainError) {
          return try await examine(path, environment: environment, cache: cache)
        } catch {
          failures.append(error.summary)
        }
      }
    }
    let found = failures.isEmpty ? "no clang along PATH" : failures.joined(separator: "; ")
    throw ToolchainError(
      "no clang with the bpf target: \(found)",
      advice: "Install clang (apt-get install clang), or name one with --clang or in assay.yml.")
  }

  private static func examine(
    _ path: String, environment: [String: String], cache: DiskCache
  ) async throws(ToolchainError) -> Clang {
    let stamp: FileStamp
    do { stamp = try FileStamp(of: path) } catch { throw ToolchainError("\(error)") }
    var key = ContentHasher()
    for field in ["clang 1", path] { key.add(field) }
    for field in [stamp.device, stamp.inode, stamp.size] { key.add(field) }
    for field in [stamp.modified, stamp.changed] { key.add(UInt64(bitPattern: field)) }
    let entry = "tools/\(key.finish())"
    var line = cache.read(entry, limit: 4096).map { String(decoding: $0, as: UTF8.self) }
    if line == nil {
      line = try await ask(path, environment: environment)
      // A cache that cannot be written costs the next run two short runs of clang, nothing else.
      if let line { try? cache.write(Array(line.utf8), as: entry) }
    }
    guard let line, let number = number(in: line), let major = Int(number.prefix { $0 != "." }) else {
      throw ToolchainError("\(path) does not say that it is clang")
    }
    return Clang(path: path, versionLine: line, major: major, stamp: stamp)
  }

  private static func ask(_ path: String, environment: [String: String]) async throws(ToolchainError) -> String {
    let environment = CompilerEnvironment.variables(from: environment)
    // Long enough for a machine whose cores are all busy: a clang that is passed over for that would be another's verdict.
    let patience = Duration.seconds(60)
    let targets = try await ToolRun(
      tool: path, arguments: ["--print-targets"], environment: environment, timeLimit: patience
    ).run()
    guard targets.ending == .exited(0) else { throw ToolchainError("\(path) did not answer to --print-targets") }
    let registered = String(decoding: targets.output, as: UTF8.self).split(separator: "\n")
      .contains { $0.split(separator: " ").first == "bpf" }
    guard registered else { throw ToolchainError("\(path) has no bpf target") }
    let version = try await ToolRun(
      tool: path, arguments: ["--version"], environment: environment, timeLimit: patience
    ).run()
    return String(decoding: version.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// `21.0.0` of `Debian clang version 21.0.0-1`.
  private static func number(in line: String) -> String? {
    let words = line.split(separator: " ")
    guard let word = words.firstIndex(of: "version").map({ words[($0 + 1)...] })?.first else { return nil }
    let digits = word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return digits.isEmpty ? nil : String(digits)
  }
}
