import Foundation
import Placed
import Project

/// The project that a gate is for: its settings, its inputs, and how paths are told from its directory.
struct GateProject: Sendable {
  /// What `assay.yml` says; nil without one.
  let settings: ProjectSettings?
  /// The inputs, as reports name them.
  let inputs: [String]
  /// Whether they are all that `assay.yml` names, and not a choice of the user's.
  let isWhole: Bool
  /// The directory that paths in a baseline are relative to, absolute.
  let directory: String

  /// Finds the project of the arguments: of a single directory that has an `assay.yml` the inputs that this names.
  /// - Parameter prepare: called once the settings are known, before inputs are looked for.
  init(
    _ arguments: [String], _ request: BuildRequest, in working: String,
    prepare: (ProjectSettings) async throws(CheckError) -> Void
  ) async throws(CheckError) {
    var files = SettingsFiles(explicit: request.configuration, workingDirectory: working)
    settings = try files.settings(for: arguments.first ?? working)
    let home = settings?.directory ?? working
    directory = Self.absolute(home, working)
    if let settings { try await prepare(settings) }
    let isProject =
      arguments.isEmpty
      || arguments.count == 1 && settings != nil && Self.absolute(arguments[0], working) == directory
    isWhole = isProject
    if isProject, let settings, !(settings.sources.isEmpty && settings.objects.isEmpty) {
      inputs = try InputList(try files.inputs(of: settings)).files.map(\.path)
    } else {
      inputs = try InputList(arguments.isEmpty ? ["."] : arguments).files.map(\.path)
    }
    guard !inputs.isEmpty else {
      throw .usage(
        "no input: there is no .bpf.c file and no BPF object in \(arguments.first ?? "this folder") or below")
    }
  }

  /// A path from the project's directory; absolute for what lies elsewhere.
  func relative(_ path: String) -> String {
    let whole = Self.absolute(path, FileManager.default.currentDirectoryPath)
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : whole
  }

  private static func absolute(_ path: String, _ working: String) -> String {
    URL(fileURLWithPath: LocalFile.join(working, path)).standardizedFileURL.path
  }
}
