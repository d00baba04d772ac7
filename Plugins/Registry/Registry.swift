import Foundation
import PackagePlugin

/// Writes `allRules` or `allExplanations` from the names of the files that declare them, so that adding one is one file.
@main
struct Registry: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else { return [] }
    let kind = target.name == "Lints" ? "Rule" : "Explanation"
    let entries = target.sourceFiles(withSuffix: "\(kind).swift").map(\.url)
      .filter { !["\(kind).swift", "Script\(kind).swift"].contains($0.lastPathComponent) }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "\(kind)Registry.swift")
    let names = entries.map { $0.deletingPathExtension().lastPathComponent }
    var commands: [Command] = []
    if kind == "Rule" { commands.append(try examples(context)) }
    return commands + [
      .buildCommand(
        displayName: "Registering \(entries.count) of \(target.name)",
        executable: try context.tool(named: "registry").url,
        arguments: [kind, output.path] + names, inputFiles: entries, outputFiles: [output])
    ]
  }

  /// Rules' bad and good programs, which are their manual pages, as text in the executable.
  private func examples(_ context: PluginContext) throws -> Command {
    let folder = context.package.directoryURL.appending(path: "corpus/lint")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = names.flatMap { name in
      ["bad", "good"].map { half in
        let script = folder.appending(path: "\(name)/\(half).bt")
        let isScript = FileManager.default.fileExists(atPath: script.path)
        return isScript ? script : folder.appending(path: "\(name)/\(half).bpf.c")
      }
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "RuleExamples.swift")
    return .buildCommand(
      displayName: "Keeping \(names.count) rules' examples", executable: try context.tool(named: "registry").url,
      arguments: ["examples", output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
  }
}
