import Findings
import Jobs

/// The rows of several kernels together.
struct KernelMatrix {
  /// The rows, each program that kernels disagree on with what the others say.
  private(set) var rows: [VerifyRow]
  /// Why a kernel's rows were left out.
  private(set) var notes: [String] = []

  /// Leaves out the running kernel where it refused everything for lack of rights, and others answered.
  init(rows: [VerifyRow]) {
    self.rows = rows
    let host = rows.filter { $0.kernel?.name == "host" }
    let others = rows.contains { $0.kernel != nil && $0.kernel?.name != "host" }
    if others, let first = host.first, host.allSatisfy(Self.isPermission) {
      self.rows.removeAll { $0.kernel?.name == "host" }
      notes.append("host was left out: \(first.outcome.reason?.summary ?? "this process may not load programs")")
    }
    noteDifferences()
  }

  /// Whether a load was refused for lack of rights: `EPERM`, `EACCES`.
  private static func isPermission(_ row: VerifyRow) -> Bool {
    row.outcome.verdict == .environment && (row.outcome.reason?.errno == 1 || row.outcome.reason?.errno == 13)
  }

  /// Tells each finding of a program that others accept which those are.
  private mutating func noteDifferences() {
    var accepting: [ProgramKey: [String]] = [:]
    for row in rows where row.outcome.verdict == .accepted {
      accepting[ProgramKey(row), default: []].append(row.kernel?.words ?? "")
    }
    for index in rows.indices {
      guard let others = accepting[ProgramKey(rows[index])] else { continue }
      rows[index].finding?.notes.append("accepted on \(others.joined(separator: ", "))")
    }
  }
}
