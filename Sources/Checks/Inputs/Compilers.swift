import Project
import Toolchain

/// The compilers of a run: one for each name that a build gives, found once; none when no input is C.
struct Compilers: Sendable {
  private let found: [String?: Result<SourceCompiler, ToolchainError>]
  private let explicit: String?
  /// bpftrace, for scripts.
  let script: Result<ScriptCompiler, ToolchainError>

  init(
    for builds: [InputBuild], _ request: BuildRequest, environment: [String: String], maker: any HeaderMaker
  ) async {
    explicit = request.compiler
    if builds.contains(where: { $0.file.kind == .script }) {
      do throws(ToolchainError) {
        script = .success(try await ScriptCompiler.find(environment: environment))
      } catch {
        script = .failure(error)
      }
    } else {
      script = .failure(ToolchainError("no bpftrace was looked for"))
    }
    let cache = DiskCache(explicit: request.cacheDirectory, environment: environment)
    let header = KernelHeader(request.kernelTypes.map { .file($0) } ?? .running, cache: cache, maker: maker)
    var found: [String?: Result<SourceCompiler, ToolchainError>] = [:]
    for name in Set(builds.filter { $0.file.kind == .source }.map { $0.compiler(else: request.compiler) }) {
      do throws(ToolchainError) {
        let clang = try await Clang.find(explicit: name, environment: environment, cache: cache)
        found[name] = .success(
          SourceCompiler(clang: clang, cache: cache, kernelHeader: header, environment: environment))
      } catch {
        found[name] = .failure(error)
      }
    }
    self.found = found
  }

  /// The compiler for a build.
  func compiler(for build: InputBuild) -> Result<SourceCompiler, ToolchainError> {
    found[build.compiler(else: explicit)] ?? .failure(ToolchainError("no compiler was looked for"))
  }
}
