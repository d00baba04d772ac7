import ArgumentParser
import Checks
import Foundation

/// Whether the objects are made first: the option of every command that runs no command of a repository's unless asked to.
struct MakeOptions: ParsableArguments {
  @Flag(name: .customLong("build"), help: "Run the commands of build: in assay.yml first, which make objects.")
  var makesObjects = false

  /// Runs them for the inputs of a command, where that is asked for.
  func run(for paths: [String], _ build: BuildOptions) async throws {
    guard makesObjects else { return }
    let request = build.request
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await BuildCommands.run(
        for: paths, request, environment: ProcessInfo.processInfo.environment, progress: progress)
    }
    if interrupted { throw ExitCode(Interruptible.status) }
    try outcome.get()
  }
}
