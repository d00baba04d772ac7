import Foundation
import PackagePlugin

/// Writes `allRules` or `allExplanations` from the names of the files that declare them, so that adding one is one file.
@main
struct Registry: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else { return [] }
    let kind = target.name == "Lints" ? "Rule" : "Explanation"
    let entries = target.sourceFiles(withSuffix: "\(kind).swift").map(\.url)
      .filter { $0.lastPathComponent != "\(kind).swift" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "\(kind)Registry.swift")
    let names = entries.map { $0.deletingPathExtension().lastPathComponent }
    return [
      .buildCommand(
        displayName: "Registering \(entries.count) of \(target.name)",
        executable: try context.tool(named: "registry").url,
        arguments: [kind, output.path] + names, inputFiles: entries, outputFiles: [output])
    ]
  }
}
