import Charts
import Findings
import Gate
import Jobs
import Project

/// A gate as JUnit XML, the form that Jenkins and GitLab read: a suite for what each kernel said, one a test file, one for rules,
/// one for costs.
public struct GateJUnit {
  private let report: GateReport

  /// The report.
  public init(_ report: GateReport) {
    self.report = report
  }

  private struct Element {
    var name: String
    var className: String
    var kind: String?
    var message = ""
    var text = ""

    var xml: String {
      let head = "    <testcase name=\"\(GateJUnit.escaped(name))\" classname=\"\(GateJUnit.escaped(className))\""
      guard let kind else { return head + "/>\n" }
      guard kind != "skipped" else {
        return head + ">\n      <skipped message=\"\(GateJUnit.escaped(message))\"/>\n    </testcase>\n"
      }
      return head + ">\n      <\(kind) message=\"\(GateJUnit.escaped(message))\">\(text)</\(kind)>\n    </testcase>\n"
    }
  }

  /// The document.
  public func render() -> String {
    let own = [suite("load", loads), suite("lint", lints), suite("costs", costs), suite("gate", others)].compactMap(
      \.self)
    let elements = loads + lints + costs + others
    let cases = report.tests.cases
    let failures = elements.count { $0.kind == "failure" } + cases.count { $0.result == .failed }
    let errors = elements.count { $0.kind == "error" } + cases.count { $0.result == .environment }
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay gate\" tests=\"\(elements.count + cases.count)\" "
      + "failures=\"\(failures)\" errors=\"\(errors)\">\n" + own.joined() + TestJUnit(report.tests).suites()
      + "</testsuites>\n"
  }

  private func suite(_ name: String, _ elements: [Element]) -> String? {
    guard !elements.isEmpty else { return nil }
    func count(_ kind: String) -> Int { elements.count { $0.kind == kind } }
    return "  <testsuite name=\"\(name)\" tests=\"\(elements.count)\" failures=\"\(count("failure"))\" "
      + "errors=\"\(count("error"))\" skipped=\"\(count("skipped"))\">\n" + elements.map(\.xml).joined()
      + "  </testsuite>\n"
  }

  /// A program on a kernel each.
  private var loads: [Element] {
    report.verify.rows.map { row in
      let program = row.outcome.program.name
      let kernel = row.kernel.map { " on \($0.words)" } ?? ""
      var element = Element(
        name: (program.isEmpty ? row.input : program) + (row.variant.map { " [\($0)]" } ?? "") + kernel,
        className: row.input)
      let problem = report.problems.first { problem in
        problem.part == .load && problem.input == row.input && problem.program ?? "" == program
          && (row.variant.map(problem.variants.contains) ?? true)
          && (row.kernel.map { problem.kernels.contains($0.name) } ?? true)
      }
      if let problem {
        fill(&element, problem)
      } else if row.outcome.verdict == .skipped {
        element.kind = "skipped"
        element.message = row.outcome.reason?.summary ?? "skipped"
      }
      return element
    }
  }

  /// An input each.
  private var lints: [Element] {
    let inputs = report.verify.rows.map(\.input).uniqued()
    return inputs.flatMap { input in
      let problems = report.problems.filter { $0.part == .lint && $0.input == input }
      guard !problems.isEmpty else { return [Element(name: "rules", className: input)] }
      return problems.map { problem in
        var element = Element(
          name: [problem.id ?? "rules", problem.program].compactMap(\.self).joined(separator: " "), className: input)
        fill(&element, problem)
        return element
      }
    }
  }

  /// A program each.
  private var costs: [Element] {
    let told = report.figures.filter { $0.comparison.decision != .unjudged || $0.budget != nil }
    let programs = told.map { [$0.subject.input, $0.subject.program] }.uniqued()
    return programs.flatMap { program in
      let problems = report.problems.filter {
        ($0.part == .growth || $0.part == .budgets) && $0.program == program[1] && $0.weight != .notice
      }
      guard !problems.isEmpty else { return [Element(name: program[1], className: program[0])] }
      return problems.map { problem in
        var element = Element(name: "\(program[1]) \(problem.part?.rawValue ?? "")", className: program[0])
        fill(&element, problem)
        return element
      }
    }
  }

  /// What is about no program: a configuration, figures that cannot be compared.
  private var others: [Element] {
    report.problems.filter {
      $0.weight != .notice && $0.program == nil && ($0.part == nil || $0.part == .growth || $0.part == .tests)
    }
    .map { problem in
      var element = Element(name: problem.part?.rawValue ?? "input", className: problem.input ?? "assay.yml")
      fill(&element, problem)
      return element
    }
  }

  private func fill(_ element: inout Element, _ problem: GateProblem) {
    switch problem.weight {
    case .invalid, .inconclusive: element.kind = "error"
    case .failure: element.kind = "failure"
    case .warning, .notice: return
    }
    element.message = problem.sentence
    let place = problem.place.map { ["\($0)"] } ?? []
    element.text = (place + problem.details + (problem.advice.map { [$0] } ?? [])).map(Self.escaped).joined(
      separator: "\n")
  }

  /// One line of text for an element or an attribute.
  private static func escaped(_ text: String) -> String { MarkupText.escape(TerminalText.escape(text)) }
}
