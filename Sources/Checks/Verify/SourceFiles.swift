import Analysis
import BPFObject
import BTF
import Explanations
import Project

/// The C files that an object was made from, where they can still be read.
enum SourceFiles {
  /// More than any C file that people write, in bytes.
  private static let limit = 4 << 20

  /// The outlines of the files that the lines of an object's programs name, by that name. Headers are left out: what a
  /// fix belongs in is the author's own file.
  static func outlines(of object: ObjectFile, at path: String) -> [String: SourceOutline] {
    var names = Set<String>()
    for program in object.programs {
      for line in program.lineInfo { names.insert(line.file) }
    }
    if names.isEmpty, path.hasSuffix(".c") { names.insert(path) }
    var outlines: [String: SourceOutline] = [:]
    for name in names where name.hasSuffix(".c") {
      guard let bytes = try? LocalFile.read(name, limit: limit) else { continue }
      outlines[name] = SourceOutline(file: name, text: String(decoding: bytes, as: UTF8.self))
    }
    return outlines
  }
}
