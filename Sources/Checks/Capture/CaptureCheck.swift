public import Bundles
import Capture
import Foundation
import Glibc
import Jobs
import Project

/// The flow of `assay capture`: a command run as it is, and a bundle of the programs that it loaded.
public enum CaptureCheck {
  /// Commands that trace what they start: ptrace takes one tracer.
  private static let tracers: Set<String> = [
    "strace", "ltrace", "gdb", "gdbserver", "lldb", "lldb-server", "rr", "dlv",
  ]

  /// What came out.
  public struct Result: Sendable {
    /// The bundle.
    public var manifest: BundleManifest
    /// Its directory.
    public var directory: String
  }

  /// Runs the command on the calling thread, which does nothing else until it has ended.
  ///
  /// - Parameters:
  ///   - started: gets the command's process id, once.
  ///   - lingering: is told once when the command has ended and something that it started has not.
  /// - Throws: why it was not started, or why there is no bundle.
  public static func run(
    _ request: CaptureRequest, environment: [String: String], started: (Int32) -> Void, lingering: () -> Void
  ) throws(CaptureFailure) -> Result {
    let name = URL(fileURLWithPath: request.command.first ?? "").lastPathComponent
    let directory = try BundleFolder.place(request.output, named: name)
    try refuse(request, environment)
    let kernel = KernelIdentity.running
    let (ending, captured): (BundleEnding, Captured)
    do throws(CaptureRefusal) {
      (ending, captured) = try CommandCapture.run(
        request.command, ignoresPipe: request.ignoresPipe, started: started, lingering: lingering)
    } catch {
      throw failure(error, request.command)
    }
    var manifest = BundleManifest(
      assay: BuildIdentity.version, command: request.command, kernel: kernel.release, machine: kernel.machine,
      ending: ending)
    do throws(FileError) {
      try BundleFolder.write(captured, to: directory, &manifest)
    } catch {
      throw CaptureFailure(CheckStatus.undecided.rawValue, "the command ran, but there is no bundle: \(error)")
    }
    return Result(manifest: manifest, directory: directory)
  }

  /// Says no before anything is started.
  private static func refuse(_ request: CaptureRequest, _ environment: [String: String]) throws(CaptureFailure) {
    let name = request.command.first ?? ""
    switch CommandFile.find(name, path: environment["PATH"]) {
    case .file: break
    case .missing: throw CaptureFailure(127, "\(name): no such command")
    case .notExecutable(let path): throw CaptureFailure(126, "\(path) cannot be run: it is no executable file")
    }
    let plain = URL(fileURLWithPath: name).lastPathComponent
    guard !tracers.contains(plain) else {
      throw CaptureFailure(
        .usage(
          "\(plain) traces what it starts, and a captured process cannot be traced twice: capture the command itself"))
    }
    let missing = CapturePermission.missing()
    guard missing.isEmpty else {
      let words = missing.joined(separator: " and ")
      throw CaptureFailure(
        .undecided("a command is captured unchanged only with \(words), which this process lacks: run it as root"))
    }
    let parent = request.output.map { LocalFile.parent(of: $0) } ?? "."
    guard !LocalFile.exists(parent) || FileManager.default.isWritableFile(atPath: parent) else {
      throw CaptureFailure(.usage("no bundle can be written to \(parent): it is no directory that may be written to"))
    }
  }

  private static func failure(_ refusal: CaptureRefusal, _ command: [String]) -> CaptureFailure {
    let name = command.first ?? ""
    func words(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
    switch refusal {
    case .notStarted(let code): return CaptureFailure(code == ENOENT ? 127 : 126, "\(name): \(words(code))")
    case .traced:
      return CaptureFailure(
        .undecided("\(name) would be traced already, by what traces assay (strace -f?): a process has one tracer"))
    case .kernel(let code):
      return CaptureFailure(.undecided("the kernel does not let commands be traced here: \(words(code))"))
    }
  }
}
