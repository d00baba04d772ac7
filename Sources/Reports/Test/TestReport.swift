/// What `assay test` found: what it prints in every format.
public struct TestReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The cases by file, by their place in it, then by kernel.
  public var cases: [TestedCase]
  /// What random packets were made from; nil when the run made none.
  public var seed: UInt64?
  /// Seconds that all of it took; nil where reports are to be compared.
  public var seconds: Double?
  /// Programs that every task of this machine runs while their cases do, by name; nil where there are none.
  public var everyTask: [String]?
  /// What happened to the run as a whole, one sentence each.
  public var notes: [String]

  /// A report.
  public init(assay: String, cases: [TestedCase], seed: UInt64? = nil, seconds: Double? = nil, notes: [String] = []) {
    format = Self.currentFormat
    self.assay = assay
    self.cases = cases
    self.seed = seed
    self.seconds = seconds
    self.notes = notes
  }

  /// What is to be known of programs that every task of this machine runs; nil where there are none.
  var everyTaskWords: String? {
    guard let names = everyTask, let last = names.last else { return nil }
    let all = names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + last : last
    return "every task of this machine runs \(all) while \(names.count == 1 ? "its" : "their") cases do"
  }
}
