public import Findings
public import Project

/// One thing that a gate tells of.
public struct GateProblem: Codable, Hashable, Sendable {
  /// How much it matters. In the order in which it is told.
  public enum Weight: String, Codable, Sendable, CaseIterable {
    /// Wrong usage, configuration or input: exit status 2.
    case invalid
    /// It does not hold: exit status 1.
    case failure
    /// It could not be decided: exit status 3.
    case inconclusive
    /// It does not hold and only warns.
    case warning
    /// It is to be known.
    case notice
  }

  /// How much it matters.
  public var weight: Weight
  /// The part of the gate that found it; nil for the inputs and the configuration.
  public var part: GatePart?
  /// What it is, one line, no full stop: names the program and what it was.
  public var title: String
  /// More about it, one line each.
  public var details: [String]
  /// What to do, one sentence; nil when nothing certain can be said.
  public var advice: String?
  /// Where: a line of C, of a test file, of `assay.yml`; nil where no line is to blame.
  public var place: SourceSpan?
  /// The input, as rows name it; nil where it is about none.
  public var input: String?
  /// The variants of the input that it is about; empty where it has none, and where it is about all of them.
  public var variants: [String]
  /// The program.
  public var program: String?
  /// The kernels that say so, as the user names them; empty where no kernel has to do with it.
  public var kernels: [String]
  /// The case of a test file.
  public var testCase: String?
  /// The id of the finding that explains it.
  public var id: String?

  /// A problem.
  public init(
    _ weight: Weight, _ part: GatePart?, _ title: String, details: [String] = [], advice: String? = nil,
    place: SourceSpan? = nil, input: String? = nil, variants: [String] = [], program: String? = nil,
    kernels: [String] = [], testCase: String? = nil, id: String? = nil
  ) {
    self.weight = weight
    self.part = part
    self.title = title
    self.details = details
    self.advice = advice
    self.place = place
    self.input = input
    self.variants = variants
    self.program = program
    self.kernels = kernels
    self.testCase = testCase
    self.id = id
  }

  /// Problems that are the same on several kernels, and then those that are of several variants on the same ones, told once.
  public static func merged(_ problems: [GateProblem]) -> [GateProblem] {
    merged(merged(problems, over: \.kernels), over: \.variants)
  }

  private static func merged(
    _ problems: [GateProblem], over names: WritableKeyPath<GateProblem, [String]>
  ) -> [GateProblem] {
    var merged: [GateProblem] = []
    var places: [GateProblem: Int] = [:]
    for problem in problems {
      var key = problem
      key[keyPath: names] = []
      if let index = places[key] {
        merged[index][keyPath: names] += problem[keyPath: names].filter { !merged[index][keyPath: names].contains($0) }
      } else {
        places[key] = merged.count
        merged.append(problem)
      }
    }
    return merged
  }

  /// In the order in which problems are told: by weight, then by part.
  var rank: [Int] {
    [Weight.allCases.firstIndex(of: weight) ?? 0, part.flatMap(GatePart.allCases.firstIndex(of:)) ?? -1]
  }
}
