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

  /// Where the baseline of a project is: what the user says, what `assay.yml` says, or beside it.
  static func path(explicit: String?, _ project: GateProject) -> String {
    if let explicit { return explicit }
    let name = project.settings?.baseline?.value ?? Baseline.fileName
    return shortened(LocalFile.join(project.directory, name))
  }

  /// A path below the working directory as the user would write it.
  static func shortened(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
