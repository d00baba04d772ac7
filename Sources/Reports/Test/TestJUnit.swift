import Charts
import Findings
import Jobs

/// Cases as JUnit XML, the form that Jenkins and GitLab read: a suite a test file, object and kernel.
public struct TestJUnit {
  private let report: TestReport

  /// The report.
  public init(_ report: TestReport) {
    self.report = report
  }

  /// The document.
  public func render() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay test\"\(counts(report.cases))>\n"
      + suites() + "</testsuites>\n"
  }

  /// The suites alone, for a document that has others too.
  func suites() -> String {
    let suites = report.cases.reduce(into: [[TestedCase]]()) { suites, tested in
      if let first = suites.last?.first, first.file == tested.file, first.object == tested.object,
        first.kernel == tested.kernel
      {
        suites[suites.count - 1].append(tested)
      } else {
        suites.append([tested])
      }
    }
    return suites.map(suite).joined()
  }

  private func counts(_ cases: [TestedCase]) -> String {
    let failed = cases.count { $0.result == .failed }
    let errors = cases.count { $0.result == .environment }
    return " tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"\(errors)\""
  }

  private func suite(_ cases: [TestedCase]) -> String {
    guard let first = cases.first else { return "" }
    let kernel = first.kernel.map { " on \($0.words)" } ?? ""
    let skipped = cases.count { $0.result == .skipped }
    return "  <testsuite name=\"\(Self.escaped(first.file + kernel))\"\(counts(cases)) skipped=\"\(skipped)\">\n"
      + (report.seed.map(property) ?? "") + cases.map(element).joined() + "  </testsuite>\n"
  }

  private func property(seed: UInt64) -> String {
    "    <properties><property name=\"seed\" value=\"\(seed)\"/></properties>\n"
  }

  private func element(_ tested: TestedCase) -> String {
    let place = tested.span.map { " file=\"\(Self.escaped($0.file))\" line=\"\($0.line)\"" } ?? ""
    let classname = Self.escaped(tested.program.isEmpty ? tested.object : tested.program)
    let head = "    <testcase name=\"\(Self.escaped(tested.name))\" classname=\"\(classname)\"\(place)"
    switch tested.result {
    case .passed where tested.notes.isEmpty: return head + "/>\n"
    case .passed:
      let notes = tested.notes.map(Self.escaped).joined(separator: "\n")
      return head + ">\n      <system-out>\(notes)</system-out>\n    </testcase>\n"
    case .skipped:
      let why = Self.escaped(tested.reason?.summary ?? "skipped")
      return head + ">\n      <skipped message=\"\(why)\"/>\n    </testcase>\n"
    case .failed: return head + ">\n" + body("failure", tested) + "    </testcase>\n"
    case .environment: return head + ">\n" + body("error", tested) + "    </testcase>\n"
    }
  }

  private func body(_ name: String, _ tested: TestedCase) -> String {
    let text = tested.account.map(Self.escaped).joined(separator: "\n")
    return "      <\(name) message=\"\(Self.escaped(tested.headline))\">\(text)</\(name)>\n"
  }

  /// One line of text for an element or an attribute.
  private static func escaped(_ text: String) -> String { MarkupText.escape(TerminalText.escape(text)) }
}
