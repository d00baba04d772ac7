public import Findings
public import Jobs

/// A case on one kernel.
public struct TestedCase: Codable, Hashable, Sendable {
  /// The test file, as the user named it, or the path found under a directory.
  public var file: String
  /// Where the case begins in it; nil for a case that stands in the object.
  public var span: SourceSpan?
  /// The case's name.
  public var name: String
  /// The object, or the C that it was compiled from.
  public var object: String
  /// The program that it runs, or its first; empty when none is named.
  public var program: String
  /// How the program ran where no kernel test-runs its type: the type that stood for it, and what was done to it.
  public var host: String?
  /// The kernel that ran it; nil when none did.
  public var kernel: KernelIdentity?
  /// What ran the same for comparison: another version of the object, another compiler, another kernel. What is
  /// `expected` is what came out there. Nil for a case that is held to what its file expects.
  public var against: String?
  /// What it came to.
  public var result: CaseResult
  /// Why it was skipped or could not be run, or what refused its program.
  public var reason: Reason?
  /// What is to be known of how it ran, one sentence each: what was lost, what ran it in another's place.
  public var notes: [String]
  /// What is otherwise than expected.
  public var differences: [CaseDifference]
  /// What helps to see why: packets as layers, maps, under a word each. Only of cases that failed.
  public var evidence: [CaseEvidence]
  /// What its programs printed. Only of cases that failed.
  public var trace: [String]

  /// A case that passed.
  public init(file: String, span: SourceSpan?, name: String, object: String, program: String, kernel: KernelIdentity?) {
    self.file = file
    self.span = span
    self.name = name
    self.object = object
    self.program = program
    self.kernel = kernel
    result = .passed
    notes = []
    differences = []
    evidence = []
    trace = []
  }

  /// The case with what it came to where that is not told by differences.
  public func ended(_ result: CaseResult, _ reason: Reason) -> TestedCase {
    var ended = self
    ended.result = result
    ended.reason = reason
    return ended
  }
}

/// Something that helps to see why a case failed.
public struct CaseEvidence: Codable, Hashable, Sendable {
  /// What it is: `sent`, `received`.
  public var title: String
  /// Its lines.
  public var lines: [String]

  /// Lines with a title.
  public init(title: String, lines: [String]) {
    self.title = title
    self.lines = lines
  }
}
