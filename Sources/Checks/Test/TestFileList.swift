import Bundles
import Fixtures
import Jobs
import Project

/// The test files and objects that the arguments of `assay test` mean.
struct TestFileList {
  /// Test files, in the order of the arguments, those of a directory in the order of their names.
  private(set) var tests: [String] = []
  /// Objects and C files that the user named: they may hold tests of their own.
  private(set) var objects: [String] = []

  /// Reads the arguments; none means the working directory.
  /// - Throws: `CheckError` when one is not there, or a directory holds no test file.
  init(_ arguments: [String]) throws(CheckError) {
    for argument in arguments.isEmpty ? ["."] : arguments {
      guard LocalFile.exists(argument) else { throw .usage("no such file or directory: \(argument)") }
      if LocalFile.isDirectory(argument) {
        let before = tests.count
        walk(argument)
        guard tests.count > before else {
          if BundleFolder.isBundle(argument), try BundleFolder.read(argument).isReadOut {
            throw .usage("\(argument): \(CapturedOrigin.refusal.sentence)")
          }
          throw .usage(
            "\(argument) holds no test file: NAME.test.yml beside NAME.bpf.c (assay init writes a first one)")
        }
      } else if Self.isTestFile(argument) {
        add(argument)
      } else {
        objects.append(argument)
      }
    }
  }

  /// The test file beside an object or a C file; nil when there is none.
  static func beside(_ object: String) -> String? {
    let ending = TestFileName.objectEndings.first(where: object.hasSuffix) ?? ""
    let path = String(object.dropLast(ending.count)) + TestFile.suffix
    return LocalFile.exists(path) ? path : nil
  }

  private static func isTestFile(_ path: String) -> Bool { TestFileName(path: path) != nil }

  private mutating func walk(_ directory: String) {
    for name in (try? LocalFile.list(directory)) ?? [] where !name.hasPrefix(".") {
      let path = LocalFile.join(directory, name)
      if LocalFile.isDirectory(path) {
        if !LocalFile.isLink(path) { walk(path) }
      } else if Self.isTestFile(path) {
        add(path)
      }
    }
  }

  private mutating func add(_ path: String) {
    if !tests.contains(path) { tests.append(path) }
  }
}
