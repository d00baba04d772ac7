/// The environment that clang runs in: only what it needs, so that the same source gives the same object, and so that
/// variables which make clang write files (`DEPENDENCIES_OUTPUT`, `CC_PRINT_OPTIONS` ...) do not reach it.
enum CompilerEnvironment {
  /// What is passed on, when it is set.
  static let passed = ["PATH", "HOME", "CPATH", "C_INCLUDE_PATH", "LD_LIBRARY_PATH"]

  static func variables(from environment: [String: String]) -> [String: String] {
    var variables = environment.filter { passed.contains($0.key) }
    variables["LC_ALL"] = "C"
    return variables
  }
}
