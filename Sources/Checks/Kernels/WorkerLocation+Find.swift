import SystemPackage
import Workers

extension WorkerLocation {
  /// The worker at a path that was given, or the one beside `assay`.
  /// - Throws: `CheckError`: wrong usage where the path is wrong, undecided where none was given.
  static func find(_ path: String?) throws(CheckError) -> WorkerLocation {
    do throws(WorkerMissing) {
      return try WorkerLocation(explicit: path.map { FilePath($0) })
    } catch {
      throw path == nil ? .undecided("\(error)") : .usage("\(error)")
    }
  }
}
