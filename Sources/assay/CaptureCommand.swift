import ArgumentParser
import Bundles
import Checks
import Foundation
import Glibc
import Reports

struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Runs any loader as it is and keeps every BPF program that it loads, with the log it hides.",
    discussion: """
      The command, and all that it starts, runs as it would without assay: bpftrace,
      BCC, bpftool, a Go, Rust or Python agent, a static binary. Each program is
      kept as an object that every other command takes, and is loaded once more at
      log level 2, so that the verifier's log is there though the loader hides it.
      Nothing of the command is changed. The bundle is a directory with an object
      and the logs of each program, and bundle.json (docs/bundle.schema.json).

      Not seen: what is attached through netlink, what light skeletons load inside
      the kernel, 32-bit loaders, and processes that the command does not start.
      CO-RE is resolved when a program is loaded: a bundle holds for this kernel.

      EXIT STATUS
        The command's own; a signal that ends it ends assay too. Where it was not
        started:
        2    wrong usage, or the bundle's directory is there already
        3    this process may not trace (it takes root)
        126  the command cannot be run
        127  there is no such command

      EXAMPLES
        assay capture -- bpftrace -e 'kprobe:do_exit { @[comm] = count(); }' -c true
        assay capture -o exec.bundle -- execsnoop-bpfcc
        assay explain exec.bundle
        assay verify exec.bundle
        assay lint exec.bundle
        assay show exec.bundle syscall__execve
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The bundle: a directory that is not there yet; COMMAND.assay-bundle by default.", valueName: "directory"))
  var output: String?

  @Flag(name: [.short, .long], help: "Say nothing but what is wrong.")
  var quiet = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The command and its arguments, after --.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    guard !command.isEmpty else {
      throw ValidationError("no command to capture: assay capture -- COMMAND ARGUMENT...")
    }
  }

  func run() throws {
    let request = CaptureRequest(command: command, output: output, ignoresPipe: Interruptible.startedWithoutPipe)
    let result: CaptureCheck.Result
    do throws(CaptureFailure) {
      result = try CaptureCheck.run(
        request, environment: ProcessInfo.processInfo.environment, started: Self.leaveSignals,
        lingering: { say("the command has ended; waiting for what it left running") })
    } catch {
      StandardError.write("error: \(TerminalText.escape(error.description))\n")
      throw ExitCode(error.status)
    }
    let refused = result.manifest.realPrograms.contains { $0.error != nil }
    say("\(TerminalText.escape(result.directory)): \(BundleListing.summary(result.manifest))")
    if refused { say("the refused are explained by: assay explain \(TerminalText.escape(result.directory))") }
    Self.end(as: result.manifest.ending)
  }

  private func say(_ text: String) {
    if !quiet { StandardError.write("assay: \(text)\n") }
  }

  /// Signals of the terminal are the command's: it gets them itself, and assay waits for what it makes of them. What is
  /// sent to assay alone is passed on.
  private static func leaveSignals(to child: Int32) {
    for number in [SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU] { signal(number, SIG_IGN) }
    _ = SignalWatch([SIGTERM, SIGHUP]) { kill(child, SIGTERM) }
  }

  /// Ends as the command did.
  private static func end(as ending: BundleEnding) -> Never {
    if let number = ending.signal {
      // The command has dumped its core, where it does.
      var none = rlimit(rlim_cur: 0, rlim_max: 0)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
      signal(number, SIG_DFL)
      // Whoever started assay may have had it blocked.
      var set = sigset_t()
      _ = unsafe sigemptyset(&set)
      _ = unsafe sigaddset(&set, number)
      _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
      raise(number)
      _exit(128 + number)
    }
    _exit(ending.status ?? 0)
  }
}
