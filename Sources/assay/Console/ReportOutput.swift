import ArgumentParser
import Checks
import Foundation
import Glibc
import Reports

/// Where a report goes: standard output, or a file that is replaced whole or not at all.
struct ReportOutput: ParsableArguments {
  @Option(name: [.short, .long], help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  /// Whether the report goes to a terminal.
  var isTerminal: Bool { output == nil && StandardOutput.isTerminal }

  /// What the report is drawn for.
  var traits: TerminalTraits {
    isTerminal ? Self.standard : TerminalTraits()
  }

  /// What is drawn for standard output.
  static var standard: TerminalTraits {
    guard StandardOutput.isTerminal else { return TerminalTraits() }
    return TerminalTraits(columns: Terminal.columns, colour: Terminal.allowsColour)
  }

  /// Delivers the text.
  func write(_ text: String) throws { try Self.write(text, to: output) }

  /// Delivers a text to a file, or to standard output.
  static func write(_ text: String, to output: String?) throws {
    guard let output else { return StandardOutput.write(text) }
    do {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: output), options: isReplaceable(output) ? .atomic : [])
    } catch {
      StandardError.write("error: cannot write \(TerminalText.escape(output)): \(words(error))\n")
      throw ExitCode(CheckStatus.undecided.rawValue)
    }
  }

  /// Whether a new file may take the path's place: a device, a pipe or a link must stay what it is.
  private static func isReplaceable(_ path: String) -> Bool {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return true }
    return attributes[.type] as? FileAttributeType == .typeRegular
  }

  /// The system's words for the error, where Foundation has wrapped one.
  private static func words(_ error: any Error) -> String {
    guard let system = (error as? CocoaError)?.underlying as? POSIXError else { return error.localizedDescription }
    return unsafe String(cString: strerror(system.code.rawValue))
  }
}
