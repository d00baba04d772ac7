import Records

/// Coverage as lcov's tracefiles have it (man geninfo, FILES), with branches: what genhtml and the services that read
/// coverage take. Counts are cases. What the verifier never comes to is left out.
public struct CoverageLCOV {
  private let report: CoverageReport

  /// The report.
  public init(_ report: CoverageReport) { self.report = report }

  /// The tracefile.
  public func render() -> String {
    report.objects.map { object in object.files.map { record(of: $0, test: object.label) }.joined() }.joined()
  }

  private func record(of file: CoveredFile, test: String) -> String {
    // A test's name is of letters, digits and underscores.
    let name = String(test.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    var lines = ["TN:\(name)", "SF:\(Self.word(file.path))"]
    for function in file.functions { lines.append("FN:\(function.line),\(Self.word(function.name))") }
    for function in file.functions { lines.append("FNDA:\(function.cases),\(Self.word(function.name))") }
    lines.append("FNF:\(file.functions.count)")
    lines.append("FNH:\(file.functions.count { $0.cases > 0 })")
    var found = 0
    var hit = 0
    let counted = file.lines.filter { $0.state != .unreached }
    for line in counted {
      for (block, branch) in line.branches.enumerated() {
        let wasCome = branch.ways.contains { $0.cases > 0 }
        for (number, way) in branch.ways.enumerated() where way.state != .unreached {
          lines.append("BRDA:\(line.line),\(block),\(number),\(wasCome ? "\(way.cases)" : "-")")
          found += 1
          hit += way.cases > 0 ? 1 : 0
        }
      }
    }
    lines += ["BRF:\(found)", "BRH:\(hit)"]
    for line in counted { lines.append("DA:\(line.line),\(line.cases.count)") }
    lines += ["LF:\(counted.count)", "LH:\(counted.count { !$0.cases.isEmpty })", "end_of_record"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// Names come from objects: a newline in one must not begin a line of ours.
  private static func word(_ text: String) -> String { String(text.filter { !$0.isNewline }) }
}
