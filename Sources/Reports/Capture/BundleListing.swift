public import Bundles

/// A bundle for a terminal: what was loaded, by whom, what the kernel said, and where it was attached.
public enum BundleListing {
  /// The listing, each line ended by a newline.
  public static func text(_ bundle: BundleManifest, at path: String, _ traits: TerminalTraits = TerminalTraits())
    -> String
  {
    let real = bundle.realPrograms
    let command = bundle.command.map(word).joined(separator: " ")
    var out = traits.styled(TerminalText.cut(TerminalText.escape(path), to: traits.columns), .strong) + "\n"
    if !bundle.isReadOut { out += TerminalText.cut(TerminalText.escape(command), to: traits.columns) + "\n" }
    out += TerminalText.cut(summary(bundle), to: traits.columns) + "\n"
    if !real.isEmpty { out += "\n" + (bundle.isReadOut ? LoadedListing.table(bundle) : programs(real)).render(traits) }
    for note in bundle.notes {
      out += TerminalText.wrap("note: \(TerminalText.escape(note))", to: traits.columns).map { $0 + "\n" }.joined()
    }
    return out
  }

  /// `3 programs (1 refused), 4 feature probes, 2 maps, kernel 6.18.44, ended with status 0`
  public static func summary(_ bundle: BundleManifest) -> String {
    let real = bundle.realPrograms
    let refused = real.count { $0.error != nil }
    let probes = bundle.programs.count - real.count
    var parts = [NumberText.count(real.count, "program") + (refused > 0 ? " (\(refused) refused)" : "")]
    if probes > 0 { parts.append(NumberText.count(probes, "feature probe")) }
    parts.append(NumberText.count(bundle.maps.count, "map"))
    parts.append("kernel \(TerminalText.escape(bundle.kernel))")
    guard let ending = bundle.ending else { return (parts + ["read out of it"]).joined(separator: ", ") }
    parts.append(
      ending.signal.map { "killed by signal \($0)" } ?? "ended with status \(ending.status ?? 0)")
    return parts.joined(separator: ", ")
  }

  private static func programs(_ programs: [BundleProgram]) -> TextTable {
    var table = TextTable(columns: [
      .init("program", .left), .init("type", .left), .init("insns"), .init("maps", expendability: 3),
      .init("lines", expendability: 4), .init("kernel said", .left), .init("by", .left, expendability: 2),
      .init("object", .left, expendability: 1),
    ])
    for program in programs {
      table.lines.append(
        .cells([
          .init(TerminalText.escape(program.name)), .init(TerminalText.escape(program.type)),
          .init(NumberText.grouped(program.instructions)), .init("\(program.maps.count)"), .init("\(program.lines)"),
          .init(program.error.map { "refused, \($0)" } ?? "loaded"),
          .init(TerminalText.escape(program.process.map { "\($0.name)[\($0.id)]" } ?? "-")),
          .init(program.object.map(TerminalText.escape) ?? "-"),
        ]))
      for attachment in program.attachments { table.lines.append(.note(words(attachment), indentation: 2)) }
      for note in program.notes { table.lines.append(.note(TerminalText.escape(note), indentation: 2)) }
    }
    return table
  }

  private static func words(_ attachment: BundleAttachment) -> String {
    let target = attachment.target ?? attachment.attachType ?? ""
    let said = attachment.error.map { ": refused, \($0)" } ?? ""
    let way =
      switch attachment.way {
      case .pin: "pinned at \(target)"
      case .run: "run once by BPF_PROG_TEST_RUN"
      case .perfEvent: "attached to \(target)"
      case .rawTracepoint: "attached to raw tracepoint \(target)"
      case .link, .attach: "attached to \(target)"
      }
    return TerminalText.escape(way + said)
  }

  /// An argument as a shell takes it.
  private static func word(_ argument: String) -> String {
    let plain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0) }
    return plain && !argument.isEmpty ? argument : "'\(argument.replacing("'", with: "'\\''"))'"
  }
}
