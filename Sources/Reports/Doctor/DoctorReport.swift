import FoundationEssentials
public import Jobs

/// What a machine can do, as `assay doctor` tells it.
public struct DoctorReport: Codable, Hashable, Sendable {
  /// The version of the JSON form.
  public var version: Int
  /// Who answered for the kernel; nil when no worker could.
  public var worker: Hello?
  /// Why the kernel's part is missing; nil when it is there.
  public var problem: Reason?
  /// The groups, in the order they are shown.
  public var groups: [Survey.Group]

  /// A report.
  public init(worker: Hello?, problem: Reason? = nil, groups: [Survey.Group]) {
    version = 1
    self.worker = worker
    self.problem = problem
    self.groups = groups
  }

  /// The report as JSON, keys sorted, with a newline at its end.
  public func json() throws -> String {
    try CanonicalJSON.document(self)
  }
}
