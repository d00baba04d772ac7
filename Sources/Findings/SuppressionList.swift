/// All leaves that are given, and what they come to.
public struct SuppressionList: Sendable {
  /// What is left of some findings, and what is wrong with the leaves.
  public struct Applied: Sendable {
    /// Findings that no leave covers.
    public var kept: [Finding] = []
    /// Findings that one covers.
    public var suppressed: [Finding] = []
    /// Findings about leaves: unused, expired, unreadable.
    public var complaints: [Finding] = []
  }

  private var suppressions: [Suppression] = []
  private var faults: [SuppressionFault] = []

  /// None.
  public init() {}

  /// Adds one.
  public mutating func add(_ suppression: Suppression) { suppressions.append(suppression) }

  /// Adds those in a C file's text.
  public mutating func read(_ text: String, file: String) {
    guard text.contains("assay:") else { return }
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      do throws(SuppressionFault) {
        if let found = try Suppression(line: String(line), file: file, number: index + 1) { suppressions.append(found) }
      } catch {
        faults.append(error)
      }
    }
  }

  /// Sets what is covered aside.
  ///
  /// - Parameters:
  ///   - names: The rules' names by id.
  ///   - asked: Ids of rules that were asked: leave for others is not called unused.
  ///   - now: The current month.
  public func apply(
    to findings: [Finding], names: [String: String], asked: Set<String>, now: CalendarMonth
  ) -> Applied {
    var applied = Applied()
    var isUsed = [Bool](repeating: false, count: suppressions.count)
    for finding in findings {
      let name = finding.id.flatMap { names[$0] }
      let covering = suppressions.indices.filter { suppressions[$0].covers(finding, named: name) }
      for index in covering { isUsed[index] = true }
      let holds = covering.contains { suppressions[$0].until.map { $0 >= now } ?? true }
      if holds { applied.suppressed.append(finding) } else { applied.kept.append(finding) }
    }
    for (suppression, isUsed) in zip(suppressions, isUsed) {
      if let until = suppression.until, until < now, isUsed {
        applied.complaints.append(
          Self.complaint(
            "A2902", "leave to keep this ended with \(until)", suppression,
            fix: "mend what the finding is about, or give leave until a later month"))
      } else if !isUsed, suppression.rules.allSatisfy({ Self.isAsked($0, names, asked) }) {
        applied.complaints.append(
          Self.complaint(
            "A2901", "nothing is found here that \(suppression.rules.joined(separator: ", ")) would be allowed for",
            suppression, fix: "remove the comment"))
      }
    }
    applied.complaints += faults.map { fault in
      Finding(
        id: "A2903", severity: .error, title: fault.kind.rawValue,
        primary: LabelledSpan(fault.place, label: "cannot be read"), fix: "write it as shown",
        claim: .declared(section: fault.place.file))
    }
    return applied
  }

  private static func isAsked(_ rule: String, _ names: [String: String], _ asked: Set<String>) -> Bool {
    asked.contains(rule.uppercased()) || names.contains { $0.value == rule && asked.contains($0.key) }
      || !names.contains { $0.value == rule || $0.key == rule.uppercased() }
  }

  private static func complaint(_ id: String, _ title: String, _ suppression: Suppression, fix: String) -> Finding {
    Finding(
      id: id, severity: .warning, title: title,
      primary: LabelledSpan(suppression.place, label: suppression.reason, text: suppression.text), fix: fix,
      claim: .declared(section: suppression.place.file))
  }
}
