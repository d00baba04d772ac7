import Fixtures
import Foundation
import Project

/// Where the test file of an object stands, and how it names the object from there.
struct TestPlace: Hashable, Sendable {
  /// The test file.
  let path: String
  /// What stands under `objects:`; nil where the object is found by its name.
  let object: String?

  /// The place of an object's test file: beside it, or where the user says.
  init(of object: String, output: String? = nil) {
    let ending = TestFileName.objectEndings.first { object.hasSuffix($0) && object.utf8.count > $0.utf8.count } ?? ""
    let path = output ?? object.dropLast(ending.count) + TestFile.suffix
    let stem = path.hasSuffix(TestFile.suffix) ? path.dropLast(TestFile.suffix.count) : path[...]
    let beside = TestFileName.objectEndings.map { String(stem) + $0 }.first(where: LocalFile.exists)
    self.path = path
    self.object =
      beside.map(Self.whole) == Self.whole(object) ? nil : Self.relative(object, to: LocalFile.parent(of: path))
  }

  private static func whole(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// A path as it is seen from a directory; whole where the two have nothing in common.
  private static func relative(_ path: String, to directory: String) -> String {
    let target = whole(path).split(separator: "/")
    let start = whole(directory).split(separator: "/")
    let common = zip(target, start).prefix { $0 == $1 }.count
    guard common > 0 else { return whole(path) }
    return (Array(repeating: "..", count: start.count - common) + target.dropFirst(common)).joined(separator: "/")
  }
}
