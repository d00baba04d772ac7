import Bundles

/// Programs that were read out of the kernel, for a terminal.
enum LoadedListing {
  /// A line for each, and below it who loaded it and what became of it.
  static func table(_ bundle: BundleManifest) -> TextTable {
    var table = TextTable(columns: [
      .init("id"), .init("program", .left), .init("type", .left), .init("insns"), .init("machine code"),
      .init("verified"), .init("maps", expendability: 3), .init("lines", expendability: 4),
      .init("object", .left, expendability: 1),
    ])
    for program in bundle.realPrograms {
      guard let loaded = program.loaded else { continue }
      table.lines.append(
        .cells([
          .init(program.id.map { "\($0)" } ?? "-"), .init(TerminalText.escape(program.name)),
          .init(TerminalText.escape(program.type)),
          .init(loaded.translatedBytes == nil ? "-" : NumberText.grouped(program.instructions)),
          .init(loaded.jitedBytes.map { "\(NumberText.grouped($0)) B" } ?? "-"),
          .init(loaded.verifiedInstructions.map { NumberText.grouped($0) } ?? "-"), .init("\(program.maps.count)"),
          .init("\(program.lines)"), .init(program.object.map(TerminalText.escape) ?? "-"),
        ]))
      table.lines.append(.note(words(program, loaded), indentation: 2))
      for note in program.notes { table.lines.append(.note(TerminalText.escape(note), indentation: 2)) }
    }
    return table
  }

  /// `tag 0123456789abcdef, loaded 2026-12-01T03:00:00Z by user 0, open in agent[42], 120 runs of 85 ns`
  private static func words(_ program: BundleProgram, _ loaded: BundleLoaded) -> String {
    var parts = program.tag.map { ["tag \($0)"] } ?? []
    parts.append("loaded \(loaded.at) by user \(loaded.user)")
    if !loaded.holders.isEmpty {
      parts.append("open in " + loaded.holders.map { "\($0.name)[\($0.id)]" }.joined(separator: ", "))
    }
    if let path = loaded.path { parts.append("pinned at \(path)") }
    if let target = program.attachTarget { parts.append("for \(target)") }
    if loaded.runs > 0 {
      let mean = NumberText.decimal(Double(loaded.nanoseconds) / Double(loaded.runs), places: 1)
      parts.append("\(NumberText.count(loaded.runs, "counted run")) of \(mean) ns")
    }
    return TerminalText.escape(parts.joined(separator: ", "))
  }
}
