import Project

/// Puts drafted files where they go.
enum FileDrafts {
  /// Writes all files, or none when one of them is there already and is not to be replaced.
  static func write(_ files: [DraftedFile], isForced: Bool) throws(CheckError) {
    if !isForced, let there = files.first(where: { LocalFile.exists($0.path) }) { throw refusal(there.path) }
    for file in files {
      do throws(FileError) {
        if isForced {
          try LocalFile.write(Array(file.text.utf8), to: file.path)
        } else if try !LocalFile.create(Array(file.text.utf8), at: file.path) {
          throw FileError("write", file.path, reason: "somebody else made it just now")
        }
      } catch {
        throw .undecided("\(error)")
      }
    }
  }

  static func refusal(_ path: String) -> CheckError {
    .usage("\(path) is there already and stays as it is: --force replaces it, --output names another file")
  }
}
