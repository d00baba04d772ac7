import Foundation
import Glibc
import TestSupport
import Testing

/// However a run ends, nothing of it stays, and its exit status says how it ended.
@Suite(.serialized, .requires("host:socket_filter", "clang", "bpftool")) struct NothingStaysTests {
  /// So often that only the end of the run ends the loads.
  private let endless = ["--repeat", "1000000", "--time-limit", "600"]

  @Test func afterAPlainRun() async throws {
    let place = try Workplace()
    let object = try await place.compile("plain")
    let result = try await place.verify([object.path]).result()
    #expect(result.ending == .status(0))
    #expect(result.outputText.contains("\(place.mark)_a") && result.outputText.contains("\(place.mark)_b"))
    #expect(place.workers.isEmpty)
    try await place.expectNothingLeft()
  }

  @Test func afterKillNineOfAssay() async throws {
    let place = try Workplace()
    let command = try place.verify(
      endless + [try await place.compile("one").path, try await place.compile("two").path])
    _ = try await place.busyWorker()
    command.signal(SIGKILL)
    #expect(try await command.result().ending == .signal(SIGKILL))
    try await place.expectNothingLeft()
  }

  @Test func afterKillNineOfAWorker() async throws {
    let place = try Workplace()
    let command = try place.verify(endless + [try await place.compile("one").path])
    // Each of the two programs has a worker to lose.
    let first = try await place.busyWorker()
    kill(first, SIGKILL)
    let second = try await place.busyWorker(otherThan: first)
    kill(second, SIGKILL)
    let result = try await command.result()
    #expect(result.ending == .status(3))
    for suffix in ["a", "b"] { #expect(result.outputText.contains("\(place.mark)_\(suffix)")) }
    #expect(result.outputText.contains("signal 9 (SIGKILL)"))
    try await place.expectNothingLeft()
  }

  @Test func afterKillNineOfTheParentOfABusyWorker() async throws {
    let place = try Workplace()
    let command = try place.verify(endless + [try await place.compile("one").path])
    // Each of the two programs has a child to lose, and the child its parent.
    let first = try await place.busyWorker()
    kill(try #require(place.parent(of: first)), SIGKILL)
    let second = try await place.busyWorker(otherThan: first)
    kill(try #require(place.parent(of: second)), SIGKILL)
    let result = try await command.result()
    #expect(result.ending == .status(3))
    for suffix in ["a", "b"] { #expect(result.outputText.contains("\(place.mark)_\(suffix)")) }
    #expect(result.outputText.contains("signal 9 (SIGKILL)"))
    try await place.expectNothingLeft()
  }

  @Test func afterControlC() async throws {
    let place = try Workplace()
    let command = try place.verify(
      endless + [try await place.compile("one").path, try await place.compile("two").path])
    _ = try await place.busyWorker()
    command.signal(SIGINT, wholeGroup: true)
    let result = try await command.result()
    #expect(result.ending == .status(130))
    #expect(result.errorText.contains("interrupted"))
    // Every input has its row, also those that were not reached; and the workers went before Assay did.
    for name in ["one.bpf.o", "two.bpf.o"] { #expect(result.outputText.contains(name)) }
    #expect(place.workers.isEmpty)
    try await place.expectNothingLeft()
  }

  @Test func afterAClosedPipe() async throws {
    let place = try Workplace()
    let object = try await place.compile("pipe")
    // The reader is gone before the writer starts.
    let script = "exec 3> >(:); wait $!; \"$@\" >&3"
    let arguments = ["-", try Repository.product("assay").path, "verify", "--worker", place.worker.path, object.path]
    let bash = URL(fileURLWithPath: "/bin/bash")
    let result = try await RunningCommand.run(bash, ["-c", script] + arguments, environment: place.environment)
    #expect(result.ending == .status(128 + SIGPIPE))
    #expect(result.errors.isEmpty)
    try await place.expectNothingLeft()
  }

  @Test func afterOutputThatCannotBeWritten() async throws {
    let place = try Workplace()
    let object = try await place.compile("full")
    let arguments = ["-", try Repository.product("assay").path, "verify", "--worker", place.worker.path, object.path]
    let shell = URL(fileURLWithPath: "/bin/sh")
    let result = try await RunningCommand.run(
      shell, ["-c", "\"$@\" > /dev/full"] + arguments, environment: place.environment)
    #expect(result.ending == .status(3))
    #expect(result.errorText.contains("No space left on device"))
    try await place.expectNothingLeft()
  }

  @Test(.requires("host:root", "host:sys_admin", "unshare")) func afterAFullDisk() async throws {
    let place = try Workplace()
    let object = try await place.compile("disk")
    let source = place.path("small.bpf.c")
    let text = """
      char _license[] __attribute__((section("license"))) = "GPL";
      __attribute__((section("socket"))) int \(place.mark)_c(void *ctx) { return 0; }
      """
    try Data(text.utf8).write(to: source)
    try FileManager.default.createDirectory(at: place.path("disk"), withIntermediateDirectories: true)
    // The mount is seen by nobody else and goes with the shell. What is listed last is what Assay left on it.
    let script = """
      mount -t tmpfs -o size=64k none "$1" || exit 90
      /usr/bin/head -c 1M /dev/zero > "$1/fill" 2> /dev/null
      run="$2 verify --worker $3"
      $run --output "$1/report.json" --format json "$4" ; echo "report $?"
      $run --cache-dir "$1/cache" --format csv "$4" "$5" > /dev/null; echo "cache $?"
      cd "$1" && /usr/bin/find . -type f
      """
    let unshare = try #require(Executables.find("unshare"))
    let arguments = [
      "--mount", "/bin/sh", "-c", script, "-", place.path("disk").path, try Repository.product("assay").path,
      place.worker.path, object.path, source.path,
    ]
    let result = try await RunningCommand.run(unshare, arguments, environment: place.environment)
    let lines = result.outputText.split(separator: "\n")
    #expect(lines.contains("report 3"), "\(result.errorText)")
    #expect(result.errorText.contains("report.json"))
    // A cache that cannot be kept changes no verdict.
    #expect(lines.contains("cache 0"), "\(result.errorText)")
    #expect(lines.filter { $0.hasPrefix("./") } == ["./fill"])
    try await place.expectNothingLeft()
  }
}
