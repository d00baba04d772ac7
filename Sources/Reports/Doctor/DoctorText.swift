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

  /// Things of which the same is to be said stand together; each of the others has a line.
  private func groupLines(_ group: Survey.Group, _ traits: TerminalTraits) -> [String] {
    let entries = Self.entries(of: group)
    let names = entries.filter { $0.names.count == 1 && !$0.detail.isEmpty }.map { TerminalText.width($0.names[0]) }
    let column = Self.nameColumn + min(names.max() ?? 0, 24) + 2
    return entries.flatMap { entry in
      entry.names.count == 1 && !entry.detail.isEmpty
        ? single(entry, column: column, traits) : several(entry, traits)
    }
  }

  /// `✗ no      KVM     /dev/kvm cannot be opened`, its detail in a column.
  private func single(_ entry: Entry, column: Int, _ traits: TerminalTraits) -> [String] {
    var details = TerminalText.wrap(entry.detail, to: traits.columns - column)
    var head = "  " + mark(entry.state, traits) + entry.names[0]
    let used = Self.nameColumn + TerminalText.width(entry.names[0])
    if used + 2 <= column, !details.isEmpty { head += Self.spaces(column - used) + details.removeFirst() }
    return [head] + details.map { Self.spaces(column) + $0 } + remedy(entry, indentation: column, traits)
  }

  /// `✗ no      kprobe, tracepoint`, its detail below.
  private func several(_ entry: Entry, _ traits: TerminalTraits) -> [String] {
    let names = TerminalText.wrap(entry.names.joined(separator: ", "), to: traits.columns - Self.nameColumn)
    var lines = names.enumerated().map { index, line in
      "  " + (index == 0 ? mark(entry.state, traits) : Self.spaces(Self.markWidth)) + line
    }
    let indentation = Self.nameColumn + 2
    lines += TerminalText.wrap(entry.detail, to: traits.columns - indentation).map { Self.spaces(indentation) + $0 }
    return lines + remedy(entry, indentation: indentation, traits)
  }

  private func remedy(_ entry: Entry, indentation: Int, _ traits: TerminalTraits) -> [String] {
    entry.remedy.map { wrapped("→ \($0)", indentation: indentation, traits) } ?? []
  }

  /// Things of which the same is said.
  private struct Entry {
    var names: [String]
    var state: Survey.State
    var detail: String
    var remedy: String?
  }

  /// The group's things, those of which the same is said together, where the first of them stood. Names and details are
  /// escaped.
  private static func entries(of group: Survey.Group) -> [Entry] {
    var entries: [Entry] = []
    for item in group.items {
      let name = TerminalText.escape(item.name)
      let detail = TerminalText.escape(item.detail)
      if let index = entries.firstIndex(where: {
        $0.state == item.state && $0.detail == detail && $0.remedy == item.remedy
      }) {
        entries[index].names.append(name)
      } else {
        entries.append(Entry(names: [name], state: item.state, detail: detail, remedy: item.remedy))
      }
    }
    return entries
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
  private static let nameColumn = markWidth + 2

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
