import Toolchain

extension GitRepository {
  /// The commit that a name of the user's means.
  /// - Parameter missing: what is to be said where it means none.
  func commit(named name: String, missing: String) async throws(CheckError) -> String {
    let found: String?
    do throws(ToolchainError) { found = try await commit(name) } catch { throw .undecided("\(error)") }
    guard let found else { throw .usage("\(missing) (in \(root))") }
    return found
  }
}
