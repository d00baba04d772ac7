import Jobs
import Measuring

/// Where a program's instructions go, for people: lines of C, or each instruction under its line.
struct LineCostText {
  /// Lines that are shown where there are more.
  private static let mostLines = 8
  /// Calls that are named of a line.
  private static let mostCalls = 3

  private let row: BenchRow
  private let costs: LineCosts

  /// Nil for a row whose run was not stepped through.
  init?(_ row: BenchRow) {
    guard let costs = row.lines else { return nil }
    self.row = row
    self.costs = costs
  }

  private var label: String {
    let kernel = row.kernel.map { " on \($0.name)" } ?? ""
    return BenchCells(row).label + TerminalText.escape(kernel)
  }

  /// Lines by what they cost, and what is left: all of it is the body.
  func table(_ traits: TerminalTraits) -> String {
    let body = row.exact?.body ?? costs.lines.reduce(0) { $0 + $1.instructions } + costs.entry - costs.empty
    var out =
      traits.styled(
        TerminalText.cut(
          "\(label): where the \(NumberText.grouped(body)) instructions of its body go", to: traits.columns),
        .strong) + "\n"
    for line in costs.lines.prefix(Self.mostLines) {
      out += entry(line.instructions, of: body, words(line), traits)
      for call in line.calls.prefix(Self.mostCalls) {
        let times = call.runs > 1 ? ", \(NumberText.grouped(call.runs)) times" : ""
        out += entry(
          nil, of: body, "  \(NumberText.grouped(call.instructions)) in \(TerminalText.escape(call.name))\(times)",
          traits)
      }
    }
    let rest = costs.lines.dropFirst(Self.mostLines)
    if !rest.isEmpty {
      out += entry(
        rest.reduce(0) { $0 + $1.instructions }, of: body, NumberText.count(rest.count, "more line"), traits)
    }
    out += entry(costs.entry, of: body, "entering its functions", traits)
    out += entry(-costs.empty, of: body, "what an empty program takes too", traits)
    if let beside = costs.beside, beside != 0 {
      out += entry(beside, of: body, Self.besideWords, traits)
    }
    return out + changes(traits)
  }

  /// Which lines a change comes from; empty without one.
  private func changes(_ traits: TerminalTraits) -> String {
    guard let base = row.baseLines, let change = row.exact?.change, change != 0 else { return "" }
    var out =
      "\n"
      + traits.styled(
        TerminalText.cut(
          "\(label): where the change of \(Self.signed(change)) instructions comes from", to: traits.columns), .strong)
      + "\n"
    let lines = LineChange.all(from: base, to: costs)
    for line in lines.prefix(Self.mostLines) { out += self.change(line.change, words(line.line), traits) }
    let rest = lines.dropFirst(Self.mostLines)
    if !rest.isEmpty {
      out += self.change(rest.reduce(0) { $0 + $1.change }, NumberText.count(rest.count, "more line"), traits)
    }
    let entering = costs.entry - base.entry
    if entering != 0 { out += self.change(entering, "entering its functions", traits) }
    let beside = change - lines.reduce(entering) { $0 + $1.change }
    if beside != 0 { out += self.change(beside, Self.besideWords, traits) }
    return out
  }

  private func change(_ count: Int, _ words: String, _ traits: TerminalTraits) -> String {
    let head = "\(Self.right(Self.signed(count), 9))  "
    return head + TerminalText.cut(words, to: max(20, traits.columns - head.utf8.count)) + "\n"
  }

  private static func signed(_ count: Int) -> String { (count > 0 ? "+" : "") + NumberText.grouped(count) }

  /// Each instruction with what it took, under its line of C.
  func listing(_ traits: TerminalTraits) -> String {
    guard let listing = row.listing else { return "" }
    var out = traits.styled(TerminalText.cut(label, to: traits.columns), .strong) + "\n"
    out += traits.styled("\(Self.right("OWN", 7)) \(Self.right("CALLED", 7)) \(Self.right("RUNS", 7))", .strong) + "\n"
    let width = String(listing.last?.slot ?? 0).utf8.count
    for (index, instruction) in listing.enumerated() {
      if let function = instruction.function {
        out +=
          (index == 0 ? "" : "\n")
          + traits.styled(
            TerminalText.cut("\(Self.gap)\(TerminalText.escape(function))", to: traits.columns), .strong) + "\n"
        if index == 0 { out += Self.figures(costs.entry, 0, nil) + "entering its functions\n" }
      }
      if let source = instruction.source {
        let line = listing[index...].dropFirst().prefix { $0.source == nil && $0.function == nil }
        let own = line.reduce(instruction.own) { $0 + $1.own }
        let called = line.reduce(instruction.called) { $0 + $1.called }
        let text = TerminalText.cut("; \(TerminalText.escape(source))", to: traits.columns - Self.gap.count)
        out += Self.figures(own, called, nil) + traits.styled(text, .faint) + "\n"
      }
      let opcode = String(instruction.opcode, radix: 16)
      let text =
        "\(Self.right(String(instruction.slot), width)): (\(opcode.utf8.count == 1 ? "0" : "")\(opcode)) "
        + TerminalText.escape(instruction.text)
      out +=
        TerminalText.cut(
          Self.figures(instruction.own, instruction.called, instruction.runs) + "  " + text, to: traits.columns) + "\n"
    }
    out += "\n" + Self.figures(costs.empty, 0, nil, sign: "-") + "what an empty program takes too\n"
    if let beside = costs.beside, beside != 0 {
      out += Self.figures(abs(beside), 0, nil, sign: beside < 0 ? "-" : "") + Self.besideWords + "\n"
    }
    return out
  }

  /// What the figures of a listing are.
  static let legend =
    "OWN is what an instruction's machine code took in one run, CALLED what it called outside the program: all of it is BODY."

  private static let besideWords = "not in the run that was stepped through: later work, or another path"
  private static let gap = String(repeating: " ", count: 25)

  /// What stands before a line: an instruction that did not run has no figures.
  private static func figures(_ own: Int, _ called: Int, _ runs: Int?, sign: String = "") -> String {
    let isRun = own + called > 0
    return [
      isRun ? sign + NumberText.grouped(own) : "", called > 0 ? NumberText.grouped(called) : "",
      isRun ? runs.map(NumberText.grouped) ?? "" : "",
    ]
    .map { right($0, 7) }.joined(separator: " ") + "  "
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private func words(_ line: LineCosts.Line) -> String {
    guard line.line > 0 else { return "instructions without a line" }
    let name = line.file.split(separator: "/").last.map(String.init) ?? line.file
    let text = line.text.drop { $0 == " " || $0 == "\t" }
    return TerminalText.escape("\(name):\(line.line)  \(text)")
  }

  private func entry(_ count: Int?, of body: Int, _ words: String, _ traits: TerminalTraits) -> String {
    let share = count.map { body > 0 && $0 >= 0 ? "\(NumberText.percent(Double($0) / Double(body))) %" : "" } ?? ""
    let head = "\(Self.right(count.map(NumberText.grouped) ?? "", 9))  \(Self.right(share, 8))  "
    return head + TerminalText.cut(words, to: max(20, traits.columns - head.utf8.count)) + "\n"
  }
}
