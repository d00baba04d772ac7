import Jobs

extension TestReport {
  /// How many cases of each program passed, failed or could not be run, on each kernel.
  public var metrics: MetricSet {
    struct Group: Hashable {
      var file: String
      var program: String
      var kernel: String
    }
    let groups = Dictionary(grouping: cases) {
      Group(file: $0.file, program: $0.program, kernel: $0.kernel?.name ?? "")
    }
    let sorted = groups.sorted {
      ($0.key.file, $0.key.program, $0.key.kernel) < ($1.key.file, $1.key.program, $1.key.kernel)
    }
    var set = MetricSet()
    for (group, cases) in sorted {
      let labels = [
        MetricLabel("file", group.file), MetricLabel("program", group.program), MetricLabel("kernel", group.kernel),
      ]
      for result in CaseResult.allCases {
        set.add(
          .cases, labels + [MetricLabel("result", result.rawValue)], cases.count { $0.result == result })
      }
    }
    return set
  }
}
