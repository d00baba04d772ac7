import Foundation
import Glibc

/// Finds the file that a command is started from, as `execvp` does.
enum CommandFile {
  /// What a name leads to.
  enum Found: Hashable {
    case file(String)
    /// Nothing of that name.
    case missing
    /// Something that cannot be run.
    case notExecutable(String)
  }

  /// Looks along PATH; a name with a slash is a path.
  static func find(_ name: String, path: String?) -> Found {
    guard !name.isEmpty else { return .missing }
    var refused: String?
    let places =
      name.contains("/")
      ? [name]
      : (path ?? "/bin:/usr/bin").split(separator: ":", omittingEmptySubsequences: false)
        .map { "\($0.isEmpty ? "." : $0)/\(name)" }
    for place in places {
      var isDirectory: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory) else { continue }
      if !isDirectory.boolValue, unsafe access(place, X_OK) == 0 { return .file(place) }
      refused = refused ?? place
    }
    return refused.map { .notExecutable($0) } ?? .missing
  }
}
