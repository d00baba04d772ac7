import Placed
import Project

/// The `assay.yml` files of a run, each read once.
struct SettingsFiles {
  private let explicit: String?
  private let workingDirectory: String
  private var read: [String: ProjectSettings] = [:]

  /// With an explicit file, that one holds for every input.
  init(explicit: String?, workingDirectory: String) {
    self.explicit = explicit
    self.workingDirectory = workingDirectory
  }

  /// The settings that hold for an input; nil when no file stands above it.
  mutating func settings(for input: String) throws(CheckError) -> ProjectSettings? {
    guard let path = explicit ?? ProjectSettings.find(forInput: input, workingDirectory: workingDirectory) else {
      return nil
    }
    if let known = read[path] { return known }
    let settings: ProjectSettings
    do throws(PlacedError) {
      settings = try ProjectSettings.read(path)
    } catch {
      throw .usage("\(error)")
    }
    read[path] = settings
    return settings
  }

  /// The inputs that the file of the working directory names. Where there is no file, `others`.
  mutating func inputs(else others: [String]) throws(CheckError) -> [String] {
    guard let settings = try settings(for: workingDirectory) else {
      if !others.isEmpty { return others }
      throw .usage("name an object, a C file, a directory or a @LIST of them: no assay.yml here names any")
    }
    return try inputs(of: settings)
  }

  /// The inputs that a file names.
  func inputs(of settings: ProjectSettings) throws(CheckError) -> [String] {
    var inputs: [String] = []
    for place in settings.sources + settings.objects {
      let pattern = LocalFile.join(settings.directory, place.value)
      let found = PathGlob(pattern).expand()
      guard !found.isEmpty else { throw .usage("\(place.span): nothing fits '\(place.value)'") }
      inputs += found.map { shortened($0) }
    }
    guard !inputs.isEmpty else {
      throw .usage("\(settings.path) names no sources: or objects:; name inputs on the command line")
    }
    return inputs
  }

  /// A path below the working directory as the user would write it.
  private func shortened(_ path: String) -> String {
    let prefix = workingDirectory.hasSuffix("/") ? workingDirectory : workingDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
