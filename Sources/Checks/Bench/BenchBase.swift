import Foundation
import Jobs
import Project
import Reports
import Toolchain

/// What the programs of a run are compared with.
enum BenchBase: Sendable {
  /// An object or C file, or the ones of the same names in a directory.
  case files(String)
  /// The report of an earlier run.
  case report(BaselineComparison)
  /// The same sources as they were in a commit, and how they were built.
  case commit(CommitTree, [InputBuild])

  /// Finds what a name means: a path before a commit.
  /// - Throws: `CheckError` when it means nothing.
  init(
    _ name: String, of builds: [InputBuild], _ request: BuildRequest, environment: [String: String]
  ) async throws(CheckError) {
    guard !LocalFile.exists(name) else {
      self = Self.isReport(name) ? .report(BaselineComparison(try SavedReport.bench(name), path: name)) : .files(name)
      return
    }
    let missing = "--against: no such file, directory or commit: \(name)"
    let directory = LocalFile.parent(of: builds.first?.file.storage ?? ".")
    let tree = try await CommitTree(
      named: name, around: directory.isEmpty ? "." : directory, missing: missing, environment: environment)
    self = .commit(tree, try tree.builds(of: builds, request))
  }

  /// Further builds that must be compiled.
  var builds: [InputBuild] { if case .commit(_, let builds) = self { builds } else { [] } }

  /// The object that one of this run is measured beside; nil where there is none, and what is to be said of that.
  /// - Parameter making: what is otherwise in how it is built.
  func object(
    for build: InputBuild, _ reader: InputReader, making: (InputBuild) -> InputBuild = { $0 }
  ) async throws(UnusableInput) -> (object: ObjectInput?, note: String?) {
    switch self {
    case .report: return (nil, nil)
    case .files(let path):
      var base = build
      do throws(CheckError) {
        base.file = try BaseFile.of(build.file, in: path)
      } catch {
        throw UnusableInput(.skipped, Reason(error.description), isUsage: true)
      }
      return (try await reader.read(base), nil)
    case .commit(let tree, let builds):
      let path = build.file.path
      guard let place = tree.place(of: build.file.storage), LocalFile.exists(place), build.file.part == nil else {
        guard build.file.kind == .source else {
          throw UnusableInput(
            .skipped,
            Reason("\(tree.name) does not hold it: name its C source, which is compiled as it was and as it is"),
            isUsage: true)
        }
        return (nil, "\(path) is not in \(tree.name): nothing to compare with")
      }
      guard let base = builds.first(where: { $0.file.storage == place && $0.variant == build.variant }) else {
        return (
          nil, "\(path): \(tree.name) has no variant \(build.variant ?? "without a name"): nothing to compare with"
        )
      }
      do throws(UnusableInput) {
        return (try await reader.read(making(base)), nil)
      } catch {
        // What went wrong is not of this run's making.
        throw UnusableInput(
          .environment, Reason("as it was in \(tree.name): \(error.reason.summary)", advice: error.reason.advice))
      }
    }
  }

  /// Takes away what it made.
  func end() { if case .commit(let tree, _) = self { tree.remove() } }

  /// Whether a file is JSON by its first character.
  private static func isReport(_ path: String) -> Bool {
    guard !LocalFile.isDirectory(path), let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let head = (try? file.read(upToCount: 64)) ?? Data()
    return head.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
  }
}
