import Fixtures
import Placed
import Project

/// A test file that has been read, and what it refers to.
struct LoadedTestFile: Sendable {
  /// Its path, as the user named it or as it was found.
  let path: String
  /// Its bytes.
  let bytes: [UInt8]
  /// What it says.
  let file: TestFile
  /// Sources and objects that its cases are run on.
  let objects: [String]
  /// What is stored of cases that expect a snapshot.
  let snapshots: SnapshotFile

  /// The most bytes of a capture that a file refers to.
  private static let captureLimit = 64 << 20

  /// Reads a file; `object` is the one that its cases are run on, whatever it names.
  /// - Throws: `CheckError` with all that is wrong with it.
  init(_ path: String, object: String? = nil) throws(CheckError) {
    self.path = path
    do throws(FileError) {
      bytes = try LocalFile.read(path, limit: PlacedDocument.sizeLimit)
    } catch {
      throw .usage("\(error)")
    }
    do throws(PlacedError) {
      file = try TestFile.read(bytes, file: path)
    } catch {
      throw .usage("\(error)")
    }
    if let object { objects = [object] } else { objects = try Self.objects(file, path) }
    snapshots = try Self.snapshots(file, path)
  }

  /// A file that is not written yet, for objects that are named elsewhere.
  /// - Throws: `CheckError` with all that is wrong with it.
  init(_ text: String, path: String, objects: [String]) throws(CheckError) {
    self.path = path
    self.objects = objects
    bytes = Array(text.utf8)
    snapshots = SnapshotFile()
    do throws(PlacedError) {
      file = try TestFile.read(bytes, file: path)
    } catch {
      throw .usage("\(error)")
    }
  }

  /// The test files of a list, and those beside objects that were named, with the object; and what is wrong with others.
  static func all(
    of files: TestFileList
  ) -> (tests: [(test: LoadedTestFile, object: String?)], problems: [CheckError]) {
    let named = files.tests.map { (path: $0, object: String?.none) }
    let beside = files.objects.compactMap { object in TestFileList.beside(object).map { (path: $0, object: object) } }
    var tests: [(test: LoadedTestFile, object: String?)] = []
    var problems: [CheckError] = []
    for (path, object) in named + beside {
      do throws(CheckError) {
        tests.append((try LoadedTestFile(path, object: object), object))
      } catch {
        problems.append(error)
      }
    }
    return (tests, problems)
  }

  /// Where the snapshots of a test file are stored.
  static func snapshotPath(_ path: String) -> String { TestFileName(path: path)?.snapshots ?? path + ".snap" }

  private static func snapshots(_ file: TestFile, _ path: String) throws(CheckError) -> SnapshotFile {
    let stored = snapshotPath(path)
    guard file.heads.contains(where: \.isSnapshot), LocalFile.exists(stored) else { return SnapshotFile() }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try LocalFile.read(stored, limit: PlacedDocument.sizeLimit) } catch {
      throw .usage("\(error)")
    }
    do throws(PlacedError) { return try SnapshotFile.read(bytes, file: stored) } catch { throw .usage("\(error)") }
  }

  private static func objects(_ file: TestFile, _ path: String) throws(CheckError) -> [String] {
    let directory = LocalFile.parent(of: path)
    guard file.objects.isEmpty else {
      return try file.objects.map { place throws(CheckError) in
        let object = LocalFile.join(directory, place.value)
        guard LocalFile.exists(object) else { throw .usage("\(place.span): no such file: \(object)") }
        return object
      }
    }
    let candidates = TestFileName(path: path)?.objects ?? []
    guard let beside = candidates.first(where: LocalFile.exists) else {
      throw .usage("\(path): none of \(candidates.joined(separator: ", ")) is there; name an object with objects:")
    }
    return [beside]
  }

  /// The bytes of a capture that the file refers to, by its path from there; nil when it cannot be read.
  func capture(_ name: String) -> [UInt8]? {
    try? LocalFile.read(LocalFile.join(LocalFile.parent(of: path), name), limit: Self.captureLimit)
  }

  /// Problems of its values as an error.
  func error(_ problems: PlacedProblems) -> CheckError {
    .usage("\(PlacedError(problems, in: bytes, file: path))")
  }
}
