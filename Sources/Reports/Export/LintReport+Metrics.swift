import Findings

extension LintReport {
  /// How many findings of each rule there are in each input.
  public var metrics: MetricSet {
    var set = MetricSet()
    set.add(.lintedPrograms, [], programs)
    let groups = Dictionary(grouping: findings) { finding in
      [finding.input, finding.finding.id ?? "", finding.finding.severity.rawValue]
    }
    for (group, findings) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let names = ["object", "rule", "severity"]
      set.add(.findings, zip(names, group).map { MetricLabel($0, $1) }, findings.count)
    }
    return set
  }
}
