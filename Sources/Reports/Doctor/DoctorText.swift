import Jobs

/// `assay doctor` for a terminal: a group a paragraph, a thing a line, what it would take below what is missing.
public struct DoctorText: Sendable {
  /// What is shown.
  public var report: DoctorReport

  /// A text of a report.
  public init(_ report: DoctorReport) {
    self.report = report
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    var lines = [traits.styled(heading, .strong)]
    if let problem = report.problem { lines += [""] + problemLines(problem, traits) }
    for group in report.groups {
      lines += ["", traits.styled(TerminalText.escape(group.title), .strong)] + groupLines(group, traits)
    }
    lines += ["", closing]
    return lines.map { $0 + "\n" }.joined()
  }

  private var heading: String {
    guard let worker = report.worker else { return "assay doctor" }
    let kernel = "\(TerminalText.escape(worker.kernelRelease)) \(TerminalText.escape(worker.machine))"
    return "assay doctor   \(kernel), libbpf \(TerminalText.escape(worker.libbpf))"
  }

  private var closing: String {
    let items = report.groups.flatMap(\.items)
    let missing = items.filter { $0.state == .no }.count
    let partly = items.filter { $0.state == .partly }.count
    return "\(items.count - missing - partly) there, \(missing) missing, \(partly) in part or not tried. "
      + "Nothing was attached or changed."
  }

  private func problemLines(_ problem: Reason, _ traits: TerminalTraits) -> [String] {
    var lines = wrapped("the kernel was not asked: \(problem.summary)", indentation: 2, traits)
    if let advice = problem.advice { lines += wrapped("→ \(advice)", indentation: 4, traits) }
    for line in problem.evidence { lines += wrapped(line, indentation: 4, traits) }
    return lines
  }

  /// Things that are there and need no words stand together; each of the others has a line.
  private func groupLines(_ group: Survey.Group, _ traits: TerminalTraits) -> [String] {
    let plain = group.items.filter { $0.state == .yes && $0.detail.isEmpty && $0.remedy == nil }
    let others = group.items.filter { !plain.contains($0) }
    let names = others.map { TerminalText.width(TerminalText.escape($0.name)) }.max() ?? 0
    let column = Self.markWidth + 2 + min(names, 24) + 2
    var lines: [String] = []
    if !plain.isEmpty {
      let text = TerminalText.wrap(
        plain.map { TerminalText.escape($0.name) }.joined(separator: ", "), to: traits.columns - Self.markWidth - 2)
      for (index, line) in text.enumerated() {
        lines.append("  " + (index == 0 ? mark(.yes, traits) : Self.spaces(Self.markWidth)) + line)
      }
    }
    for item in others {
      let name = TerminalText.escape(item.name)
      var head = "  " + mark(item.state, traits) + name
      let used = 2 + Self.markWidth + TerminalText.width(name)
      var details = TerminalText.wrap(TerminalText.escape(item.detail), to: traits.columns - column)
      if used + 2 > column, !details.isEmpty {
        lines.append(head)
      } else {
        if !details.isEmpty { head += Self.spaces(column - used) + details.removeFirst() }
        lines.append(head)
      }
      lines += details.map { Self.spaces(column) + $0 }
      if let remedy = item.remedy { lines += wrapped("→ \(remedy)", indentation: column, traits) }
    }
    return lines
  }

  private func wrapped(_ text: String, indentation: Int, _ traits: TerminalTraits) -> [String] {
    TerminalText.wrap(TerminalText.escape(text), to: traits.columns - indentation).map {
      Self.spaces(indentation) + $0
    }
  }

  private func mark(_ state: Survey.State, _ traits: TerminalTraits) -> String {
    switch state {
    case .yes: traits.styled("✓ yes", .good) + Self.spaces(Self.markWidth - 5)
    case .no: traits.styled("✗ no", .bad) + Self.spaces(Self.markWidth - 4)
    case .partly: traits.styled("– partly", .doubtful) + Self.spaces(Self.markWidth - 8)
    }
  }

  private static let markWidth = 10

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
