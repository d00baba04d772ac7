import Foundation
import Project
import Subprocess
import SystemPackage

/// A program of the system that is run to its end: apt-get, dpkg-deb, xz.
struct SystemTool: Sendable {
  /// What a run left.
  struct Outcome: Sendable {
    /// The exit status; 128 + N when signal N ended it.
    var status: Int32
    var output: [UInt8]
    var messages: String

    /// The last lines of what it said.
    var lastLines: [String] { messages.split(separator: "\n").suffix(4).map(String.init) }

    /// `: ` and the last line, where there is one.
    var lastWord: String { lastLines.last.map { ": \($0.trimmingPrefix("E: "))" } ?? "" }
  }

  /// Where it is.
  let path: String

  private static let outputLimit = 256 << 20

  /// The first one along `PATH`; nil when there is none.
  init?(_ name: String, environment: [String: String]) {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let found = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
    guard let found else { return nil }
    path = found
  }

  /// The one at a path.
  init(path: String) { self.path = path }

  /// Runs it with a file's bytes on its standard input. A cancelled task kills it.
  func run(
    _ arguments: [String], in directory: String? = nil, input: UnnamedFile? = nil
  ) async throws(ImageError) -> Outcome {
    do {
      // A file, not a pipe: a tool that ends before it has read all would end its writer too.
      let input = try FileDescriptor.open(FilePath(input?.path ?? "/dev/null"), .readOnly)
      let result = try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(arguments), environment: .inherit.updating(["LC_ALL": "C"]),
        workingDirectory: directory.map { FilePath($0) },
        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
        output: .bytes(limit: Self.outputLimit), error: .bytes(limit: Self.outputLimit))
      let status: Int32 =
        switch result.terminationStatus {
        case .exited(let code): code
        case .signaled(let number): 128 + number
        }
      return Outcome(
        status: status, output: result.standardOutput, messages: String(decoding: result.standardError, as: UTF8.self))
    } catch {
      throw ImageError(Task.isCancelled ? "interrupted" : "cannot run \(path): \(error)")
    }
  }
}
