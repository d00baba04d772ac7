public import Findings
public import Jobs

/// What loaded programs cost, for people: a table of one window, the costliest first, and what statistics cannot see.
public struct LiveText {
  private let window: LiveWindow
  private let programs: [LiveProgram]

  /// A window, and which of its programs are shown: those whose names fit, at most so many.
  public init(_ window: LiveWindow, names: [Glob] = [], most: Int? = nil) {
    self.window = window
    let wanted = window.programs.filter { program in names.isEmpty || names.contains { $0.matches(program.name) } }
    let sorted = wanted.sorted { one, other in
      (one.nanoseconds, one.runs, other.id) > (other.nanoseconds, other.runs, one.id)
    }
    programs = Array(sorted.prefix(most ?? .max))
  }

  /// The table and what is to be said of it.
  public func render(_ traits: TerminalTraits) -> String {
    guard !window.programs.isEmpty else { return "no program is loaded\n" + notes(traits) }
    let hasMisses = programs.contains { $0.misses ?? 0 > 0 }
    var table = TextTable(
      columns: [
        .init("PROGRAM", .left), .init("ID"), .init("RUNS/S"), .init("NS/RUN"), .init("NET"), .init("CPU"),
      ] + (hasMisses ? [.init("MISSED")] : []) + [.init("NOTE", .left, expendability: 1)])
    for program in programs {
      let cost = LiveCost(program, in: window)
      let note = program.isGone ? "gone in the meantime" : program.runs == 0 ? "did not run" : ""
      table.lines.append(
        .cells(
          [
            .init(TerminalText.escape("\(program.type)/\(program.name.isEmpty ? program.tag : program.name)")),
            .init("\(program.id)"),
            .init(program.runs == 0 ? "" : Self.rate(cost.rate)), .init(Self.nanoseconds(cost.reported)),
            .init(Self.nanoseconds(cost.net)), .init(program.runs == 0 ? "" : Self.percent(cost.share)),
          ] + (hasMisses ? [.init(program.misses.map { NumberText.grouped($0) } ?? "")] : []) + [.init(note)]))
      if let counts = counts(of: program) { table.lines.append(.note(counts, indentation: 4)) }
    }
    return table.render(traits) + notes(traits)
  }

  /// What was counted in a run of a program, without what counting takes, or why nothing was; nil where there is nothing to
  /// be told.
  private func counts(of program: LiveProgram) -> String? {
    if let reason = program.uncounted {
      return TerminalText.escape("not counted: \(reason.sentence)")
    }
    let counts = zip(window.counters, program.counts).map { counter, count in
      let name = TerminalText.escape(counter.name)
      guard let perRun = count.perRun else { return "\(name): no run was counted" }
      guard let floor = counter.floor else { return "\(name): \(Self.amount(perRun)) a run, with what counting takes" }
      return "\(name): \(Self.amount(max(0, perRun - floor))) a run (\(Self.amount(floor)) for counting taken off)"
    }
    return counts.isEmpty ? nil : counts.joined(separator: "; ")
  }

  private static func amount(_ value: Double) -> String { NumberText.decimal(value, places: value < 100 ? 2 : 0) }

  /// What the figures are, and what they are not.
  public func legend(_ traits: TerminalTraits) -> String {
    guard !window.programs.isEmpty else { return "" }
    let floor =
      window.floor.map { "the \(Self.nanoseconds($0.value)) ns that they say of an empty program here" }
      ?? "what they say of an empty program (not known here)"
    let words =
      "NS/RUN is what the kernel's statistics say of a run over \(Self.seconds(window)); NET is without \(floor); CPU is the "
      + "share of one processor. Statistics do not see the hook - the way to the program and back, often more than the "
      + "program itself - nor what it does to caches: assay bench measures both on an own copy."
      + (window.counters.isEmpty ? "" : " Counters are read around each run: that is in NS/RUN too, and not in NET.")
    return Self.lines(words, traits)
  }

  func notes(_ traits: TerminalTraits) -> String {
    var notes: [String] = []
    switch window.keeper {
    case .setting:
      notes.append(
        "kernel.bpf_stats_enabled is 1: somebody turned statistics on, and each run of every program pays for them; it "
          + "was left as it is")
    case .process:
      notes.append("another process has statistics kept, too: each run of every program pays for them")
    case nil: break
    }
    return notes.map { Self.lines("note: " + TerminalText.escape($0), traits) }.joined()
  }

  private static func lines(_ text: String, _ traits: TerminalTraits) -> String {
    TerminalText.wrap(text, to: traits.columns).map { $0 + "\n" }.joined()
  }

  private static func seconds(_ window: LiveWindow) -> String {
    NumberText.decimal(Double(window.nanoseconds) / 1e9, places: 1) + " s"
  }

  static func rate(_ value: Double) -> String {
    value < 10 ? NumberText.decimal(value, places: 1) : NumberText.grouped(Int(value.rounded()))
  }

  static func nanoseconds(_ value: Double?) -> String {
    value.map { $0 < 1000 ? NumberText.decimal($0, places: 1) : NumberText.grouped(Int($0.rounded())) } ?? ""
  }

  static func percent(_ share: Double?) -> String { share.map { "\(NumberText.percent($0)) %" } ?? "" }
}
