import Foundation
import Jobs
import MicroVM
import Project

/// What the objects of a run are compared with: another version of them, another compiler, another kernel, or several of
/// these at once.
struct TestBase: Sendable {
  /// Its name, for people.
  let name: String
  /// The kernel that it runs on; nil for those of the run.
  let kernel: KernelWish?
  private let version: BenchBase?
  private let compiler: String?

  /// Finds what a request means.
  /// - Throws: `CheckError` when it means nothing.
  init(
    _ request: TestBaseRequest, of builds: [InputBuild], _ build: BuildRequest, environment: [String: String]
  ) async throws(CheckError) {
    kernel = try request.kernel.map { name throws(CheckError) in
      do throws(CheckError) { return try KernelWish(name) } catch {
        throw .usage(error.description.replacing("--kernel", with: "--against-kernel"))
      }
    }
    compiler = request.compiler
    guard compiler == nil || builds.isEmpty || builds.contains(where: { $0.file.kind == .source }) else {
      throw .usage("--against-clang: no C file is tested, and nothing else is compiled")
    }
    var version: BenchBase?
    if let wanted = request.version {
      version = try await BenchBase(wanted, of: builds, build, environment: environment)
      if case .report = version {
        throw .usage("--against: \(wanted) is a report: cases are run again on an object, a C file or a commit")
      }
    }
    self.version = version
    name = Self.name(request)
  }

  /// `main`, `clang-15`, `main by clang-15 on debian:6.1`.
  private static func name(_ request: TestBaseRequest) -> String {
    func short(_ name: String) -> String {
      name.contains("/") && LocalFile.exists(name) ? URL(fileURLWithPath: name).lastPathComponent : name
    }
    let parts = [("", request.version), ("by ", request.compiler), ("on ", request.kernel)]
      .compactMap { word, name in name.map { (word, short($0)) } }
    return parts.enumerated().map { $0 == 0 ? $1.1 : $1.0 + $1.1 }.joined(separator: " ")
  }

  /// Builds that must be compiled for it, and those whose kernels are asked too: one for each unit.
  func builds(for units: [TestUnit]) -> [InputBuild] {
    let own = (version?.builds ?? []).map(made)
    let others = units.map { unit in
      var build = made(unit.build)
      build.kernels = kernel.map { [$0] } ?? []
      return build
    }
    return own + others
  }

  /// The object that one of the run is compared with; nil where there is none, and what is to be said of that.
  func object(
    for build: InputBuild, _ reader: InputReader
  ) async throws(UnusableInput) -> (object: ObjectInput?, note: String?) {
    let build = made(build)
    guard let version else { return (try await reader.read(build), nil) }
    return try await version.object(for: build, reader) { made($0) }
  }

  /// Takes away what was made for it.
  func end() { version?.end() }

  private func made(_ build: InputBuild) -> InputBuild {
    var build = build
    build.ownCompiler = compiler
    return build
  }
}
