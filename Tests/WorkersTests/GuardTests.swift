import Foundation
import Glibc
import TestSupport
import Testing

/// `assay-worker guard`: what it runs never outlives it.
@Suite struct GuardTests {
  private let shell = "/bin/sh"

  /// A guard over a shell script, started; its input stays open until the pipe is closed.
  private func start(_ script: String, in directory: TemporaryDirectory) throws -> (command: RunningCommand, pipe: Pipe)
  {
    let pipe = Pipe()
    let command = try RunningCommand(
      Repository.product("assay-worker"), ["guard", "--", shell, "-c", script], directory: directory.url,
      standardInput: pipe)
    return (command, pipe)
  }

  /// The process ids that the script wrote, once there are so many.
  private func pids(_ directory: TemporaryDirectory, count: Int) async throws -> [Int32] {
    while true {
      let text = (try? String(contentsOf: directory.path("pids"), encoding: .utf8)) ?? ""
      let found = text.split(separator: "\n").compactMap { Int32($0) }
      if found.count == count, text.hasSuffix("\n") { return found }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until a process that is not our child is gone, or a zombie that its new parent has not reaped yet.
  private func isGone(_ pid: Int32) async throws -> Bool {
    for _ in 0..<2000 {
      guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
      if status.contains(") Z ") { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  private let stubborn = "trap '' TERM INT HUP; echo $$ >> pids; while :; do /bin/sleep 1; done"

  @Test func theExitStatusIsTheChilds() async throws {
    let directory = try TemporaryDirectory()
    let cases: [(script: String, status: Int32)] = [("exit 0", 0), ("exit 42", 42), ("kill -9 $$", 137)]
    for (script, status) in cases {
      let (command, pipe) = try start(script, in: directory)
      #expect(try await command.result().ending == .status(status))
      try pipe.fileHandleForWriting.close()
    }
  }

  @Test func whatCannotBeStartedIsSaid() async throws {
    let pipe = Pipe()
    let command = try RunningCommand(
      Repository.product("assay-worker"), ["guard", "--", "/no/such/program"], standardInput: pipe)
    let result = try await command.result()
    #expect(result.ending == .status(127))
    #expect(result.errorText == "assay-worker: cannot start /no/such/program: No such file or directory\n")
    try pipe.fileHandleForWriting.close()
  }

  @Test func theEndOfItsInputEndsAChildThatIgnoresSignals() async throws {
    let directory = try TemporaryDirectory()
    let (command, pipe) = try start(stubborn, in: directory)
    let child = try await pids(directory, count: 1)[0]
    try pipe.fileHandleForWriting.close()
    #expect(try await command.result().ending == .status(137))
    #expect(try await isGone(child))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func itsOwnSignalsEndTheChild(number: Int32) async throws {
    let directory = try TemporaryDirectory()
    let (command, pipe) = try start(stubborn, in: directory)
    let child = try await pids(directory, count: 1)[0]
    command.signal(number)
    #expect(try await command.result().ending == .status(137))
    #expect(try await isGone(child))
    try pipe.fileHandleForWriting.close()
  }

  @Test func killingTheGuardKillsTheChild() async throws {
    let directory = try TemporaryDirectory()
    let (command, pipe) = try start("echo $$ >> pids; exec /bin/sleep 1000", in: directory)
    let child = try await pids(directory, count: 1)[0]
    command.signal(SIGKILL)
    #expect(try await command.result().ending == .signal(SIGKILL))
    #expect(try await isGone(child))
    try pipe.fileHandleForWriting.close()
  }

  @Test func whatTheChildLeftBehindEndsWithIt() async throws {
    let directory = try TemporaryDirectory()
    let script = "/bin/sleep 1000 & echo $! >> pids; exit 5"
    let (command, pipe) = try start(script, in: directory)
    let grandchild = try await pids(directory, count: 1)[0]
    #expect(try await command.result().ending == .status(5))
    #expect(try await isGone(grandchild))
    try pipe.fileHandleForWriting.close()
  }

  @Test func whatComesInIsDroppedAndTheChildReadsNothing() async throws {
    let directory = try TemporaryDirectory()
    let (command, pipe) = try start("cat; echo $$ >> pids; exec /bin/sleep 1000", in: directory)
    try pipe.fileHandleForWriting.write(contentsOf: Array(repeating: UInt8(ascii: "x"), count: 100_000))
    _ = try await pids(directory, count: 1)
    try pipe.fileHandleForWriting.close()
    let result = try await command.result()
    #expect(result.ending == .status(137))
    #expect(result.output.isEmpty)
  }
}
