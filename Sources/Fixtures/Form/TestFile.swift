import Findings
public import Placed

/// A test file: `NAME.test.yml` beside a source or an object. See `docs/test.schema.json`.
public struct TestFile: Sendable {
  /// Sources or objects, relative to the file; empty when it names none: then those of its own name beside it are meant.
  public var objects: [Located<String>]
  /// Kernels that its cases run on; empty when it names none.
  public var kernels: [Located<String>]
  /// The types of the records of maps, by the maps' names: nil when the file names none.
  public var records: PlacedNode?
  /// What is known of each case, in the order of the file; of a table's in the order of its rows.
  public let heads: [TestCaseHead]
  private let recipes: [CaseRecipe]
  private let expander: NodeExpander

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

  init(
    objects: [Located<String>], kernels: [Located<String>], records: PlacedNode?,
    cases: [(head: TestCaseHead, recipe: CaseRecipe)],
    expander: NodeExpander
  ) {
    self.objects = objects
    self.kernels = kernels
    self.records = records
    heads = cases.map(\.head)
    recipes = cases.map(\.recipe)
    var expander = expander
    expander.budget = ExpansionBudget()
    self.expander = expander
  }

  /// The case with a number, put together: nothing keeps it. Nil when there is none with that number.
  public func form(_ number: Int) -> TestCaseForm? {
    guard recipes.indices.contains(number) else { return nil }
    var expander = expander
    // It could be put together when the file was read.
    var problems = PlacedProblems()
    return recipes[number].form(with: &expander, &problems)
  }

  /// All cases, put together.
  public var cases: [TestCaseForm] { recipes.indices.compactMap(form) }

  /// Reads a file's bytes; `file` is its name in messages. Throws all that is wrong with it at once.
  public static func read(_ bytes: [UInt8], file: String) throws(PlacedError) -> TestFile {
    try PlacedDocument(bytes, file: file).decode { root, problems in
      TestFileReader.read(root, &problems)
    }
  }
}
