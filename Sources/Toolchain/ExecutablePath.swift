import Glibc
import Project

/// Finds programs as a shell does.
enum ExecutablePath {
  /// The first executable: a path as it is, a name along `PATH`.
  static func find(_ name: String, environment: [String: String]) -> String? {
    if name.contains("/") { return isExecutable(name) ? name : nil }
    return all(name, environment: environment).first
  }

  /// Every executable of this name along `PATH`, in its order. Relative directories are not searched: they would be
  /// someone's repository.
  static func all(_ name: String, environment: [String: String]) -> [String] {
    (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
      .filter { $0.hasPrefix("/") }
      .map { LocalFile.join(String($0), name) }
      .filter(isExecutable)
  }

  private static func isExecutable(_ path: String) -> Bool {
    unsafe access(path, X_OK) == 0 && !LocalFile.isDirectory(path)
  }
}
