import Project

/// A directory that keeps whole verifier logs, one file a program.
struct LogFolder: Sendable {
  private let path: String

  /// Makes the directory when it is not there.
  init(_ path: String) throws(CheckError) {
    self.path = path
    do throws(FileError) {
      try LocalFile.makeDirectory(path)
    } catch {
      throw .usage("--keep-log: \(error)")
    }
  }

  /// Keeps a log as `INPUT.PROGRAM.log`; says why when it could not.
  func keep(_ log: [UInt8], of program: String, in input: String) -> String? {
    let name = "\(input).\(program).log".map { $0 == "/" || $0 == "\0" ? "_" : $0 }
    do throws(FileError) {
      try LocalFile.write(log, to: LocalFile.join(path, String(name.drop { $0 == "." })))
      return nil
    } catch {
      return "the log of \(program) was not kept: \(error)"
    }
  }
}
