import Foundation
import Project

/// The file that an input is compared with.
enum BaseFile {
  /// The file at a path, or the one of the input's name in a directory, whether compiled already or not.
  /// - Throws: `CheckError` when there is none.
  static func of(_ file: InputFile, in path: String) throws(CheckError) -> InputFile {
    guard LocalFile.isDirectory(path) else { return InputFile(path: path, isNamed: true) }
    let name = URL(fileURLWithPath: file.storage).lastPathComponent
    let stem = name.hasSuffix(".c") || name.hasSuffix(".o") ? String(name.dropLast(2)) : name
    for candidate in [name, stem + ".o", stem + ".c"] {
      let place = LocalFile.join(path, candidate)
      if LocalFile.exists(place) { return InputFile(path: place, isNamed: true) }
    }
    throw .usage("--against: \(path) holds no \(name)")
  }
}
