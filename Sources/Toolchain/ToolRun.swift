import Glibc
import Subprocess
import SystemPackage

/// One run of a tool: no input, output and messages kept apart, bounded in time, memory and bytes.
struct ToolRun: Sendable {
  /// How a run ended.
  enum Ending: Hashable, Sendable {
    /// It ended by itself.
    case exited(Int32)
    /// A signal ended it: it crashed, or went over its processor time.
    case signalled(Int32)
    /// It was ended: it took too long.
    case timedOut
    /// It was ended: it printed too much.
    case printedTooMuch
  }

  /// What a run left.
  struct Outcome: Sendable {
    var ending: Ending
    var output: [UInt8] = []
    var messages: String = ""
  }

  var tool: String
  var arguments: [String]
  var directory: String?
  var environment: [String: String]
  var timeLimit: Duration = .seconds(10)
  /// The most address space, in KiB: a hostile source may not take the host's memory. Nil for as much as there is.
  var addressSpace: Int? = 8 << 20

  /// The most bytes taken from each stream: a BPF object with debug information is well below 1 MiB.
  static let outputLimit = 64 << 20

  /// Runs the tool to its end.
  func run() async throws(ToolchainError) -> Outcome {
    do {
      return try await withThrowingTaskGroup(of: Outcome.self) { group in
        group.addTask { try await self.collect() }
        group.addTask {
          try await Task.sleep(for: timeLimit)
          return Outcome(ending: .timedOut)
        }
        // The first one ends the other: cancelling `collect` kills the process.
        defer { group.cancelAll() }
        return try await group.next() ?? Outcome(ending: .timedOut)
      }
    } catch let error as SubprocessError {
      guard error.code != .outputLimitExceeded else { return Outcome(ending: .printedTooMuch) }
      throw ToolchainError("cannot run \(tool): \(error)")
    } catch {
      throw ToolchainError("cannot run \(tool): \(error)")
    }
  }

  private func collect() async throws -> Outcome {
    var keys: [Environment.Key: String] = [:]
    for (name, value) in environment { keys[Environment.Key(stringLiteral: name)] = value }
    // A shell only to set limits, which outlive Assay when it is killed; the tool and its arguments are not parsed by it.
    let seconds = max(1, timeLimit.components.seconds)
    let script =
      "{ ulimit -c 0; \(addressSpace.map { "ulimit -v \($0); " } ?? "")ulimit -t \(seconds); } 2>/dev/null; exec \"$0\" \"$@\""
    let result = try await Subprocess.run(
      .path("/bin/sh"), arguments: Arguments(["-c", script, tool] + arguments), environment: .custom(keys),
      workingDirectory: directory.map { FilePath($0) }, output: .bytes(limit: Self.outputLimit),
      error: .bytes(limit: Self.outputLimit))
    let ending: Ending =
      switch result.terminationStatus {
      case .exited(let code): .exited(code)
      case .signaled(let signal): .signalled(signal)
      }
    return Outcome(
      ending: ending, output: result.standardOutput, messages: String(decoding: result.standardError, as: UTF8.self))
  }
}
