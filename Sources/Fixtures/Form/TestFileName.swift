/// What belongs to a test file by its name: `dir/NAME.test.yml`.
public struct TestFileName: Hashable, Sendable {
  /// How the names of sources, objects and scripts end that a test file of their name is for, the best first.
  public static let objectEndings = [".bpf.c", ".bpf.o", ".o", ".c", ".bt"]

  /// `dir/NAME`.
  private let stem: Substring

  /// Nil when the path is none of a test file.
  public init?(path: String) {
    guard path.hasSuffix(TestFile.suffix) else { return nil }
    stem = path.dropLast(TestFile.suffix.count)
    guard !stem.isEmpty, stem.last != "/" else { return nil }
  }

  /// Where the programs are looked for when the file names no objects, the first that is there first.
  public var objects: [String] { Self.objectEndings.map { stem + $0 } }

  /// Where its snapshots are stored.
  public var snapshots: String { stem + SnapshotFile.suffix }
}
