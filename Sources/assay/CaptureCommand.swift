import ArgumentParser
import Bundles
import Checks
import Foundation
import Glibc
import Jobs
import Reports

struct CaptureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Keeps the BPF programs that a command loads, with the log it hides, or those that are loaded.",
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

      --id, --pinned and --all keep programs that are loaded already, whoever loaded
      them: their code as the kernel translated it, with the C lines, maps, sizes,
      statistics and who has them open. show prints such a bundle, lint takes it
      with the rules that hold for translated code, bench measures what is still
      loaded of it. Translated code cannot be loaded again, so verify, test and
      explain do not take it. Nothing of the programs is changed.

      EXIT STATUS
        The command's own; a signal that ends it ends assay too. Where it was not
        started:
        2    wrong usage, the bundle's directory is there already, or a program is
             not there
        3    this process may not trace, or not read programs (both take root)
        126  the command cannot be run
        127  there is no such command

      EXAMPLES
        assay capture -- bpftrace -e 'kprobe:do_exit { @[comm] = count(); }' -c true
        assay capture -o exec.bundle -- execsnoop-bpfcc
        assay explain exec.bundle
        assay verify exec.bundle
        assay lint exec.bundle
        assay show exec.bundle syscall__execve
        assay capture --all -o machine.bundle
        assay capture --id 42 --pinned /sys/fs/bpf/my_prog
        assay show loaded.assay-bundle 1
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The bundle: a directory that is not there yet; COMMAND.assay-bundle or loaded.assay-bundle by default.",
      valueName: "directory"))
  var output: String?

  @Option(help: ArgumentHelp("Keep the loaded program with this id instead (repeatable).", valueName: "id"))
  var id: [UInt32] = []

  @Option(help: ArgumentHelp("Keep the program pinned at this path instead (repeatable).", valueName: "path"))
  var pinned: [String] = []

  @Flag(help: "Keep every program that is loaded instead.")
  var all = false

  @Option(help: ArgumentHelp("The worker executable, which reads loaded programs.", valueName: "path"))
  var worker: String?

  @Flag(name: [.short, .long], help: "Say nothing but what is wrong.")
  var quiet = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The command and its arguments, after --.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    guard !command.isEmpty || readsLoaded else {
      throw ValidationError("no command to capture: assay capture -- COMMAND ARGUMENT...")
    }
    guard command.isEmpty || !readsLoaded else {
      throw ValidationError("--id, --pinned and --all keep what is loaded: they go without a command")
    }
    guard !all || id.isEmpty && pinned.isEmpty else {
      throw ValidationError("--all has every program: it goes without --id and --pinned")
    }
    guard worker == nil || readsLoaded else { throw ValidationError("--worker goes with --id, --pinned and --all") }
  }

  /// Whether programs that are already loaded are kept.
  private var readsLoaded: Bool { all || !id.isEmpty || !pinned.isEmpty }

  func run() async throws {
    guard readsLoaded else { return try await capture() }
    let check = try LoadedCapture(
      LoadedSelection(ids: id, paths: pinned, takesAll: all), output: output, worker: worker)
    let result = try await check.run()
    for missing in result.missing {
      StandardError.write("\(all ? "note" : "error"): \(TerminalText.escape(missing.reason.sentence))\n")
    }
    if !result.directory.isEmpty {
      say("\(TerminalText.escape(result.directory)): \(BundleListing.summary(result.manifest))")
    }
    throw ExitCode(result.status.rawValue)
  }

  /// A thread traces what it started, and no other thread can: this stays on the main one.
  @MainActor private func capture() throws {
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
    if let ending = result.manifest.ending { Self.end(as: ending) }
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
