import ArgumentParser
import Checks
import Jobs
import Reports

/// The command line: one file a command, each parses, asks `Checks`, and chooses a report.
@main
struct Assay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Tells the author of a BPF program whether it loads, why not, and what the load cost.",
    discussion: """
      EXAMPLES
        assay lint filter.bpf.c           what rules and the kernel find in it
        assay verify corpus/tour          load every program there on this kernel
        assay verify filter.bpf.c         compile, load, say what the kernel thinks
        assay explain verifier.log        what the verifier could not prove, and why
        assay init filter.bpf.c           write a first test file for it
        assay test corpus/tour            run programs on fixtures
        assay bench --exact filter.bpf.c  what each of its programs costs
        assay gate                        all that assay.yml asks for, as one check
        assay history xdp_firewall        how a program changed over commits
        assay dashboard -o public         pages of all that
        assay top                         what loaded programs cost, now
        assay watch                       which are loaded, and by whom
        assay export --listen 127.0.0.1:9435   the same for Prometheus
        assay capture -- bpftrace x.bt    keep what any loader loads, and its logs
        assay capture --all               keep what is loaded already
        assay show filter.bpf.o           an object's programs and maps
        assay doctor                      what this machine can do

      EXIT STATUS
        0  what was asked holds
        1  it does not: a program was rejected or refused
        2  wrong usage, configuration or input
        3  it could not be decided here: a missing capability, kernel or tool
      """,
    version: BuildIdentity.version,
    subcommands: [
      LintCommand.self, VerifyCommand.self, ExplainCommand.self, TestCommand.self, BenchCommand.self,
      WhatIfCommand.self, GateCommand.self, MergeCommand.self, BaselineCommand.self, ConfigCommand.self,
      HistoryCommand.self, BisectCommand.self, DashboardCommand.self, TopCommand.self, WatchCommand.self,
      ExportCommand.self, CaptureCommand.self, ShowCommand.self, KernelsCommand.self, DoctorCommand.self,
      InitCommand.self,
      BenchPowerCommand.self,
    ])

  static func main() async {
    Interruptible.prepare()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(error)
    }
  }

  /// Prints what there is to print and ends with the documented status: everything that the parser finds wrong is 2.
  private static func end(_ error: any Error) -> Never {
    if let status = error as? ExitCode { Self.exit(withError: status) }
    if let error = error as? CheckError { fail("\(error)", error.status) }
    if let error = error as? OptionError { fail(error.description, .usage) }
    let message = fullMessage(for: error)
    guard exitCode(for: error).isSuccess else {
      StandardError.write(message + "\n")
      Self.exit(withError: ExitCode(CheckStatus.usage.rawValue))
    }
    StandardOutput.write(message + "\n")
    Self.exit(withError: ExitCode.success)
  }

  private static func fail(_ message: String, _ status: CheckStatus) -> Never {
    // What is wrong with a file comes with its lines.
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(TerminalText.escape)
    StandardError.write("error: \(lines.joined(separator: "\n"))\n")
    Self.exit(withError: ExitCode(status.rawValue))
  }
}
