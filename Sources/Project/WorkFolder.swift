/// The folder in which Assay keeps what one checkout alone has a use for: the history, and the reports that CI takes.
public enum WorkFolder {
  /// Its name, in the project's directory.
  public static let name = ".assay"

  /// Makes a directory and the ones above it. Where that makes a `.assay`, git is told to leave it out, as build folders of
  /// other tools do: nothing in it is to be committed.
  public static func makeDirectory(_ path: String) throws(FileError) {
    let folder = folder(around: path).flatMap { LocalFile.exists($0) ? nil : $0 }
    try LocalFile.makeDirectory(path)
    // Another process may have been faster.
    if let folder { _ = try LocalFile.create(Array("*\n".utf8), at: LocalFile.join(folder, ".gitignore")) }
  }

  /// The nearest `.assay` that a path is or lies in; nil for none.
  private static func folder(around path: String) -> String? {
    var path = path
    while path != LocalFile.parent(of: path) {
      if path.split(separator: "/").last.map(String.init) == name { return path }
      path = LocalFile.parent(of: path)
    }
    return nil
  }
}
