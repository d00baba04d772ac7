/// An object for a terminal: its programs, maps and licence.
public enum ObjectListing {
  /// The listing, each line ended by a newline.
  public static func text(_ object: ShownObject, _ traits: TerminalTraits = TerminalTraits()) -> String {
    var out = traits.styled(TerminalText.cut(TerminalText.escape(object.name), to: traits.columns), .strong) + "\n"
    let license = object.license.map { "licence \(TerminalText.escape($0))" } ?? "no licence"
    let counts = [NumberText.count(object.programs.count, "program"), NumberText.count(object.maps.count, "map")]
    let version = object.kernelVersion.map { ["version \($0)"] } ?? []
    out += TerminalText.cut((counts + [license] + version).joined(separator: ", "), to: traits.columns) + "\n"
    if !object.programs.isEmpty { out += "\n" + programs(object).render(traits) }
    if !object.maps.isEmpty { out += "\n" + maps(object).render(traits) }
    if !object.externs.isEmpty { out += "\n" + externs(object).render(traits) }
    for warning in object.warnings {
      let lines = TerminalText.wrap("warning: \(TerminalText.escape(warning))", to: traits.columns)
      out += lines.map { traits.styled($0, .doubtful) + "\n" }.joined()
    }
    return out
  }

  private static func programs(_ object: ShownObject) -> TextTable {
    var table = TextTable(columns: [
      .init("program", .left), .init("section", .left, expendability: 1), .init("type", .left), .init("insns"),
      .init("functions", expendability: 3), .init("stack", expendability: 2), .init("loops", expendability: 5),
      .init("maps", expendability: 4), .init("CO-RE", expendability: 6),
    ])
    for program in object.programs {
      table.lines.append(
        .cells([
          .init(TerminalText.escape(program.name)), .init(TerminalText.escape(program.section)),
          .init(program.type ?? "-"), .init(NumberText.grouped(program.instructions)),
          .init("\(program.functions.count)"), .init(program.stack.map { "\($0.bytes) B" } ?? "-"),
          .init("\(program.functions.map(\.loops).reduce(0, +))"), .init("\(program.maps.count)"),
          .init("\(program.coreRelocations)"),
        ]))
      if let problem = program.problem {
        table.lines.append(.note(TerminalText.escape(problem), indentation: 2))
      }
    }
    return table
  }

  private static func maps(_ object: ShownObject) -> TextTable {
    var table = TextTable(columns: [
      .init("map", .left), .init("type", .left), .init("key"), .init("value"), .init("entries"),
      .init("flags", .left, expendability: 2), .init("from", .left, expendability: 1),
    ])
    for map in object.maps {
      table.lines.append(
        .cells([
          .init(TerminalText.escape(map.name)), .init(map.type), .init("\(map.keySize) B"), .init("\(map.valueSize) B"),
          .init(NumberText.grouped(Int(map.maxEntries))),
          .init(map.flags == 0 ? "-" : "0x\(String(map.flags, radix: 16))"),
          .init(map.origin + (map.isPinned ? ", pinned by name" : "")),
        ]))
    }
    return table
  }

  private static func externs(_ object: ShownObject) -> TextTable {
    var table = TextTable(columns: [.init("extern", .left), .init("kind", .left)])
    for extern in object.externs {
      table.lines.append(
        .cells([.init(TerminalText.escape(extern.name)), .init(extern.kind + (extern.isWeak ? ", weak" : ""))]))
    }
    return table
  }
}
