import Foundation
import PackagePlugin

/// Writes a digest of the sources that say what travels between the executables: those of the target itself and of the
/// rooms that it depends on directly.
@main
struct BuildStamp: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SwiftSourceModuleTarget else { return [] }
    var rooms = [target]
    for case .target(let dependency) in target.dependencies {
      if let room = dependency as? SwiftSourceModuleTarget { rooms.append(room) }
    }
    let sources = rooms.sorted { $0.name < $1.name }.flatMap { room in
      room.sourceFiles(withSuffix: ".swift").map(\.url).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "BuildStamp.swift")
    return [
      .buildCommand(
        displayName: "Stamping \(sources.count) sources of \(rooms.map(\.name).sorted().joined(separator: ", "))",
        executable: try context.tool(named: "buildstamp").url, arguments: [output.path] + sources.map(\.path),
        inputFiles: sources, outputFiles: [output])
    ]
  }
}
