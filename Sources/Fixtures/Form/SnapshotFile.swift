import Findings
public import Placed

/// What `expect: snapshot` stores: `NAME.test.snap.yml` beside `NAME.test.yml`.
public struct SnapshotFile: Hashable, Sendable {
  /// The cases, in the order of the test file.
  public var cases: [SnapshotCase]

  /// How the names of such files end.
  public static let suffix = ".test.snap.yml"

  /// A file of some cases.
  public init(cases: [SnapshotCase] = []) {
    self.cases = cases
  }

  /// Reads a file's bytes; `file` is its name in messages.
  public static func read(_ bytes: [UInt8], file: String) throws(PlacedError) -> SnapshotFile {
    try PlacedDocument(bytes, file: file).decode { root, problems in
      guard let entries = root.entries(&problems) else { return nil }
      return SnapshotFile(cases: entries.compactMap { SnapshotCase($0, &problems) })
    }
  }

  /// What is stored of a case.
  public subscript(name: String) -> SnapshotCase? { cases.first { $0.name == name } }

  /// The file's bytes. Throws what would be wrong with them when they were read: more values than a file may have, or a
  /// name that two cases have.
  public func bytes(file: String) throws(PlacedError) -> [UInt8] {
    let entries = cases.map { SnapshotValue.Entry($0.name, $0.value) }
    let head =
      "# What came out of the cases that expect a snapshot: written by 'assay test --update', read by people.\n"
    let text = entries.isEmpty ? "{}\n" : SnapshotText.block(.mapping(entries), indentation: 0)
    let bytes = Array((head + text).utf8)
    _ = try Self.read(bytes, file: file)
    return bytes
  }
}
