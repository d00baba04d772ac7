public import Findings
public import Foundation
public import Jobs

/// Loads of programs on a machine, window after window: the programs that are loaded, the newest first, and the last of those
/// that are gone. It keeps no more than that.
public struct WatchTable: Sendable {
  /// The most programs that are gone and still shown.
  private static let mostGone = 10

  /// A program and what is known of it.
  struct Row: Sendable {
    var load: LiveLoad
    var program: LiveProgram
    /// Whether it was loaded when the watch began.
    var wasThere: Bool
  }

  private let names: [Glob]
  private var rows: [UInt32: Row] = [:]
  private var gone: [Row] = []
  private var window: LiveWindow?
  private var passed = 0
  private var now = Date.distantPast

  /// A table of the programs whose names fit.
  public init(names: [Glob] = []) {
    self.names = names
  }

  /// Takes a window that is over.
  /// - Returns: what happened in it.
  public mutating func take(_ window: LiveWindow, now: Date) -> [WatchEvent] {
    let isFirst = self.window == nil
    self.window = window
    self.now = now
    passed += window.passed ?? 0
    var events: [WatchEvent] = []
    let loads = Dictionary((window.loads ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let present = Dictionary(
      window.programs.filter { program in names.isEmpty || names.contains { $0.matches(program.name) } }
        .map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // What was not in this window's list went after the end of the one before.
    for (id, row) in rows.sorted(by: { $0.key < $1.key }) where present[id] == nil {
      events.append(WatchEvent(.gone, row, now: now))
      leave(row)
    }
    for (id, program) in present.sorted(by: { $0.key < $1.key }) {
      if let load = loads[id] {
        let row = Row(load: load, program: program, wasThere: isFirst)
        rows[id] = row
        events.append(WatchEvent(isFirst ? .there : .loaded, row, now: now))
      }
      guard var row = rows[id] else { continue }
      row.program = program
      rows[id] = row
      if program.runs > 0 { events.append(WatchEvent(.ran, row, in: window, now: now)) }
      if program.isGone {
        events.append(WatchEvent(.gone, row, now: now))
        leave(row)
      }
    }
    if let count = window.passed, count > 0 { events.append(WatchEvent(passed: count, now: now)) }
    return events
  }

  private mutating func leave(_ row: Row) {
    rows[row.load.id] = nil
    gone.append(row)
    if gone.count > Self.mostGone { gone.removeFirst() }
  }

  /// The table as it is now.
  public func render(_ traits: TerminalTraits) -> String {
    guard let window else { return "" }
    var table = TextTable(columns: [
      .init("PROGRAM", .left), .init("ID"), .init("LOADED", .left), .init("BY", .left, expendability: 1),
      .init("INSNS", expendability: 3), .init("VERIFIED", expendability: 2), .init("SIZE", expendability: 4),
      .init("RUNS/S"), .init("NS/RUN", expendability: 5), .init("CPU"),
    ])
    let newest = rows.values.sorted { ($0.load.loaded, $0.load.id) > ($1.load.loaded, $1.load.id) }
    for row in newest { table.lines.append(.cells(cells(row, window, isGone: false))) }
    for row in gone.reversed() { table.lines.append(.cells(cells(row, window, isGone: true))) }
    let counts = [
      "\(NumberText.count(rows.count, "program")) loaded",
      "\(rows.values.count { !$0.wasThere }) of them since the start",
    ]
    let passed = passed > 0 ? ["at least \(NumberText.count(passed, "program")) came and went unseen"] : []
    let body = newest.isEmpty && gone.isEmpty ? "" : table.render(traits)
    return body + (counts + passed).joined(separator: ", ") + "\n" + LiveText(window).notes(traits)
  }

  private func cells(_ row: Row, _ window: LiveWindow, isGone: Bool) -> [TextTable.Cell] {
    let cost = LiveCost(row.program, in: window)
    let load = row.load
    let ran = !isGone && row.program.runs > 0
    return [
      .init(TerminalText.escape(WatchEvent.title(row.program))), .init("\(load.id)"),
      .init(WatchEvent.moment(load, now: now) + (isGone ? ", gone" : row.wasThere ? ", before" : "")),
      .init(TerminalText.escape(WatchEvent.loader(load))),
      .init(load.instructions.map { NumberText.grouped($0) } ?? ""),
      .init(load.verifiedInstructions.map { NumberText.grouped($0) } ?? ""),
      .init(load.jitedBytes.map { "\(NumberText.grouped($0)) B" } ?? ""), .init(ran ? LiveText.rate(cost.rate) : ""),
      .init(ran ? LiveText.nanoseconds(cost.reported) : ""), .init(ran ? LiveText.percent(cost.share) : ""),
    ]
  }
}
