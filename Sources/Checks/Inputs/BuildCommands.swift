import Foundation
import Placed
import Project
import Toolchain

/// The commands of `assay.yml` that make objects. A gate runs them; other commands only where they are asked to.
public enum BuildCommands {
  /// Runs the commands of each `assay.yml` that holds for the arguments of a command, or for the working directory: before
  /// inputs are looked for, which need not be there yet.
  /// - Throws: `CheckError` for what is wrong with a file, where none has commands, and for a command that fails.
  public static func run(
    for arguments: [String], _ request: BuildRequest, environment: [String: String],
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) {
    let working = FileManager.default.currentDirectoryPath
    var files = SettingsFiles(explicit: request.configuration, workingDirectory: working)
    var found: [ProjectSettings] = []
    for argument in arguments.isEmpty ? [working] : arguments {
      let place = argument.hasPrefix("@") ? String(argument.dropFirst()) : argument
      guard let settings = try files.settings(for: place), !found.contains(where: { $0.path == settings.path })
      else { continue }
      found.append(settings)
    }
    guard found.contains(where: { !$0.build.isEmpty }) else {
      let place = found.first.map { BaselineFile.shortened($0.path) }
      throw .usage(
        "--build: \(place.map { "\($0) has no build: commands" } ?? "no assay.yml here or above has commands")")
    }
    for settings in found {
      try await run(settings.build.map(\.value), in: settings.directory, environment: environment, progress: progress)
    }
  }

  /// Runs commands one after the other.
  /// - Parameter commit: the commit whose files they make objects of; nil for the files at hand.
  static func run(
    _ commands: [String], in directory: String, commit: String? = nil, environment: [String: String],
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) {
    let head = commit.map { "in \($0): " } ?? ""
    let meter = ProgressMeter(total: commands.count, report: progress)
    for command in commands {
      meter.begin("build: \(head)\(command)")
      do throws(ToolchainError) {
        try await ShellCommand(command, in: directory, environment: environment).run()
      } catch {
        // What is wrong with a commit is not of this change's making: nothing is said of the change then.
        throw CheckError(status: commit == nil ? .fails : .undecided, description: "build: \(head)\(error)")
      }
      meter.finish("build: \(head)\(command)")
    }
  }
}
