import ArgumentParser
import Checks
import Foundation
import Reports

/// Where a report goes: standard output, or a file that is replaced whole or not at all.
struct ReportOutput: ParsableArguments {
  @Option(name: [.short, .long], help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  /// What the report is drawn for.
  var traits: TerminalTraits {
    guard output == nil, StandardOutput.isTerminal else { return TerminalTraits() }
    return TerminalTraits(columns: Terminal.columns, colour: Terminal.allowsColour)
  }

  /// Delivers the text.
  func write(_ text: String) throws {
    guard let output else { return StandardOutput.write(text) }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      StandardError.write("error: cannot write \(TerminalText.escape(output)): \(error.localizedDescription)\n")
      throw ExitCode(ExitStatus.undecided.rawValue)
    }
  }
}
