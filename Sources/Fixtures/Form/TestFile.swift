import Findings
public import Placed

/// A test file: `NAME.test.yml` beside a source or an object. See `docs/test.schema.json`.
public struct TestFile: Hashable, Sendable {
  /// Sources or objects, relative to the file; empty when it names none: then those of its own name beside it are meant.
  public var objects: [Located<String>]
  /// Kernels that its cases run on; empty when it names none.
  public var kernels: [Located<String>]
  /// The cases, in the order of the file; a table's in the order of its rows.
  public var cases: [TestCaseForm]

  /// How the names of test files end.
  public static let suffix = ".test.yml"
  /// The most cases, tables taken apart.
  public static let caseLimit = 100_000
  /// The most values in all cases together, once names, tables and defaults are put in.
  public static let valueLimit = 4_000_000
  /// The most lists and mappings inside each other, once names are put in.
  public static let depthLimit = 64
  /// The most bytes of one text, once names are put in.
  public static let textLimit = 64 << 10

  init(objects: [Located<String>], kernels: [Located<String>]) {
    self.objects = objects
    self.kernels = kernels
    cases = []
  }

  /// Reads a file's bytes; `file` is its name in messages. Throws all that is wrong with it at once.
  public static func read(_ bytes: [UInt8], file: String) throws(PlacedError) -> TestFile {
    try PlacedDocument(bytes, file: file).decode { root, problems in
      TestFileReader.read(root, &problems)
    }
  }
}
