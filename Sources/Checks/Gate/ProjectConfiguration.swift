import Foundation
public import Project

/// The settings that hold for a place.
public enum ProjectConfiguration {
  /// The settings of `assay.yml` in a directory or above; nil without one.
  /// - Throws: `CheckError` with all that is wrong with the file.
  public static func settings(for place: String?, configuration: String?) throws(CheckError) -> ProjectSettings? {
    let working = FileManager.default.currentDirectoryPath
    var files = SettingsFiles(explicit: configuration, workingDirectory: working)
    return try files.settings(for: place ?? working)
  }
}
