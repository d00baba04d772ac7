import Foundation
public import Gate
import Placed
import Project

/// The file that a baseline is kept in.
public enum BaselineFile {
  /// Reads it; a file that is not there is a baseline without figures.
  /// - Throws: `CheckError` with all that is wrong with it.
  public static func read(_ path: String) throws(CheckError) -> Baseline {
    guard LocalFile.exists(path) else { return Baseline() }
    do {
      return try Baseline(try LocalFile.read(path, limit: Baseline.sizeLimit), file: path)
    } catch {
      throw .usage("\(error)")
    }
  }

  /// Writes it, replaced whole.
  public static func write(_ baseline: Baseline, to path: String) throws(CheckError) {
    do throws(FileError) {
      try LocalFile.write(Array(baseline.text.utf8), to: path)
    } catch {
      throw .undecided("\(error)")
    }
  }

  /// Where the baseline of the project that a request is for is.
  public static func place(_ request: GateRequest) throws(CheckError) -> String {
    if let path = request.baseline { return path }
    let settings = try ProjectConfiguration.settings(
      for: request.arguments.first, configuration: request.build.configuration)
    return settings.map(path) ?? Baseline.fileName
  }

  /// Where the baseline is that `assay.yml` names, or the usual one beside it.
  static func path(_ settings: ProjectSettings) -> String {
    shortened(LocalFile.join(settings.directory, settings.baseline?.value ?? Baseline.fileName))
  }

  /// Where the baseline of a project is: what the user says, what `assay.yml` says, or beside it.
  static func path(explicit: String?, _ project: GateProject) -> String {
    if let explicit { return explicit }
    return project.settings.map(path) ?? shortened(LocalFile.join(project.directory, Baseline.fileName))
  }

  /// A path below the working directory as the user would write it.
  static func shortened(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
