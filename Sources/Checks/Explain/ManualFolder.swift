import Project
import Reports

/// The manual pages as files.
public enum ManualFolder {
  /// Writes `explanations/` and `rules/` below a directory: a file a page, and an index. Pages that are no more are taken
  /// away; other files there are left alone.
  public static func write(to directory: String) throws(CheckError) {
    try write(ManualMarkdown.files(), to: LocalFile.join(directory, "explanations"))
    try write(RuleManual.files(), to: LocalFile.join(directory, "rules"))
  }

  private static func write(_ files: [(name: String, text: String)], to folder: String) throws(CheckError) {
    do throws(FileError) {
      try LocalFile.makeDirectory(folder)
      for file in files { try LocalFile.write(Array(file.text.utf8), to: LocalFile.join(folder, file.name)) }
      for name in try LocalFile.list(folder) where isPage(name) && !files.contains(where: { $0.name == name }) {
        try LocalFile.remove(LocalFile.join(folder, name))
      }
    } catch {
      throw .undecided("\(error)")
    }
  }

  /// `A1203.md`
  private static func isPage(_ name: String) -> Bool {
    name.utf8.count == 8 && name.hasPrefix("A") && name.hasSuffix(".md")
      && name.dropFirst().prefix(4).allSatisfy(\.isNumber)
  }
}
