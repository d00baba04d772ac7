public import Foundation
import Glibc

/// A child process of a test. Its output goes to files, so that it never waits for a reader.
public final class RunningCommand: Sendable {
  /// What became of it.
  public struct Result: Sendable {
    /// How it ended.
    public enum Ending: Hashable, Sendable {
      /// With an exit status.
      case status(Int32)
      /// By a signal.
      case signal(Int32)
    }
    /// How it ended.
    public var ending: Ending
    /// What it wrote to standard output.
    public var output: [UInt8]
    /// What it wrote to standard error.
    public var errors: [UInt8]
    /// Standard output as text.
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// A command that did not end in time; it was killed.
  public struct TimeLimit: Error, CustomStringConvertible {
    /// What was run, and what it had written to standard error.
    public let description: String
  }

  /// The process's id, which is its process group's too.
  public let processIdentifier: Int32
  private let words: String
  private let files: TemporaryDirectory
  private let ending: Task<Result.Ending, Never>

  /// Starts a program. Its standard input is `input`'s bytes, or empty.
  /// - Parameters:
  ///   - environment: changes to this process's environment.
  ///   - standardInput: a descriptor or pipe to use instead of `input`.
  public init(
    _ executable: URL, _ arguments: [String] = [], environment: [String: String] = [:], directory: URL? = nil,
    input: [UInt8] = [], standardInput: Pipe? = nil
  ) throws {
    files = try TemporaryDirectory()
    words = ([executable.lastPathComponent] + arguments).joined(separator: " ")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.currentDirectoryURL = directory
    let given = standardInput == nil ? try FileHandle(forReadingFrom: files.write(input, to: "input")) : nil
    let output = try FileHandle(forWritingTo: files.write([], to: "output"))
    let errors = try FileHandle(forWritingTo: files.write([], to: "errors"))
    // The process has its own by then. Kept ones add up over all tests, and Foundation's Process reads beyond what
    // readdir(3) gives where more than some 1,300 files are open.
    defer { for file in [given, output, errors] { try? file?.close() } }
    process.standardInput = standardInput ?? given
    process.standardOutput = output
    process.standardError = errors
    let (stream, continuation) = AsyncStream<Result.Ending>.makeStream()
    process.terminationHandler = { process in
      let status = process.terminationStatus
      continuation.yield(process.terminationReason == .uncaughtSignal ? .signal(status) : .status(status))
      continuation.finish()
    }
    try process.run()
    processIdentifier = process.processIdentifier
    ending = Task {
      for await ending in stream { return ending }
      return .status(-1)
    }
  }

  /// Sends a signal to the process, or to its whole group as a terminal's Ctrl-C does.
  public func signal(_ signal: Int32, wholeGroup: Bool = false) {
    _ = kill(wholeGroup ? -processIdentifier : processIdentifier, signal)
  }

  /// What it has written to standard output so far.
  public func outputSoFar() -> [UInt8] { read("output") }

  /// What it has written to standard error so far.
  public func errorsSoFar() -> String { text("errors") }

  /// Waits for the end; kills the group and throws after `seconds`.
  public func result(within seconds: Double = 60) async throws -> Result {
    let watchdog = Task { [processIdentifier] in
      try await Task.sleep(for: .seconds(seconds))
      _ = kill(-processIdentifier, SIGKILL)
      return
    }
    let ending = await ending.value
    watchdog.cancel()
    if case .success = await watchdog.result {
      throw TimeLimit(description: "\(words) did not end within \(seconds) s; standard error: \(text("errors"))")
    }
    return Result(ending: ending, output: read("output"), errors: read("errors"))
  }

  private func read(_ name: String) -> [UInt8] {
    (try? Data(contentsOf: files.path(name))).map(Array.init) ?? []
  }

  private func text(_ name: String) -> String { String(decoding: read(name), as: UTF8.self) }
}

extension RunningCommand {
  /// Runs a program to its end.
  public static func run(
    _ executable: URL, _ arguments: [String] = [], environment: [String: String] = [:], directory: URL? = nil,
    input: [UInt8] = [], within seconds: Double = 60
  ) async throws -> Result {
    let command = try RunningCommand(
      executable, arguments, environment: environment, directory: directory, input: input)
    return try await command.result(within: seconds)
  }
}
