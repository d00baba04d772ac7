public import Jobs
public import Records

/// What came of a search for inputs that make a program do something new.
public struct ExploreReport: Hashable, Sendable {
  /// An input that does something new.
  public struct Find: Hashable, Sendable {
    /// The name of the case that it became.
    public var name: String
    /// What was returned, with its name.
    public var returned: String
    /// What is new of it, one line each.
    public var news: [String]

    /// A find.
    public init(name: String, returned: String, news: [String]) {
      self.name = name
      self.returned = returned
      self.news = news
    }
  }

  /// Something that should not be.
  public struct Problem: Hashable, Sendable {
    /// The name of the case that shows it.
    public var name: String
    /// What it is, one line.
    public var words: String

    /// A problem.
    public init(name: String, words: String) {
      self.name = name
      self.words = words
    }
  }

  /// The object, as the user named it.
  public var object: String
  /// The program.
  public var program: String
  /// The kernel.
  public var kernel: KernelIdentity?
  /// What all choices were made from.
  public var seed: UInt64
  /// Cases that inputs were made from.
  public var cases: Int
  /// Why it ended; nil when it was interrupted.
  public var ending: ExploreNews.Ending?
  /// Inputs in a row without news after which it ends.
  public var plateau: Int
  /// How far it came.
  public var figures: ExploreFigures
  /// Ways of branches that the cases take, of those that can be taken.
  public var before: CoverageCount
  /// Ways of branches that are taken now.
  public var after: CoverageCount
  /// Inputs that do something new.
  public var finds: [Find]
  /// What should not be.
  public var problems: [Problem]
  /// Ways that nothing takes: the place, and what is needed.
  public var missed: [String]
  /// What else the user should know.
  public var notes: [String]

  /// A report of nothing.
  public init(object: String, program: String, seed: UInt64) {
    self.object = object
    self.program = program
    self.seed = seed
    cases = 0
    plateau = 0
    figures = ExploreFigures()
    before = CoverageCount(covered: 0, total: 0)
    after = before
    finds = []
    problems = []
    missed = []
    notes = []
  }
}
