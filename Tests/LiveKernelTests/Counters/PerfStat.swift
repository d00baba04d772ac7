import Foundation
import Glibc
import TestSupport

/// `perf stat` of one thread, switched on and off from outside through its control pipes.
final class PerfStat {
  /// A row of what it prints.
  struct Row: Hashable {
    /// The event as it was asked for.
    var event: String
    /// Its count, a time in nanoseconds; nil for one that perf could not count.
    var count: Double?
    /// The part of the time that it was counted, in percent.
    var share: Double
  }

  /// It ended before it was asked to, or said what is no answer.
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private let directory: TemporaryDirectory
  private let command: RunningCommand
  private let control: CInt
  private let answers: CInt

  /// Starts it on a thread; it counts nothing yet.
  init(events: [String], thread: Int) throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    let names = ["control", "answers"].map { directory.path($0).path }
    for name in names where unsafe mkfifo(name, 0o600) != 0 { throw Failed(description: "mkfifo: error \(errno)") }
    // Open for both ways: neither side waits for the other, and none reads an end of file.
    control = unsafe open(names[0], O_RDWR | O_CLOEXEC | O_NONBLOCK)
    answers = unsafe open(names[1], O_RDWR | O_CLOEXEC | O_NONBLOCK)
    guard let perf = Executables.find("perf") else { throw Failed(description: "no perf in PATH") }
    command = try RunningCommand(
      perf,
      [
        "stat", "-x,", "-o", directory.path("rows").path, "-D", "-1", "--control",
        "fifo:\(names.joined(separator: ","))",
        "-t", "\(thread)",
      ] + events.flatMap { ["-e", $0] })
  }

  deinit {
    close(control)
    close(answers)
  }

  /// Starts counting.
  func enable() throws { try say("enable\n") }

  /// Stops counting.
  func disable() throws { try say("disable\n") }

  /// Ends it and reads what it counted.
  func rows() async throws -> [Row] {
    kill(command.processIdentifier, SIGINT)
    _ = try await command.result()
    let text = try String(contentsOf: directory.path("rows"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count >= 5, !line.hasPrefix("#") else { return nil }
      let count = Double(fields[0])
      return Row(
        event: String(fields[2]), count: fields[1] == "msec" ? count.map { $0 * 1e6 } : count,
        share: Double(fields[4]) ?? 0)
    }
  }

  /// Sends a word and waits for its answer, for as long as perf is there.
  private func say(_ word: String) throws {
    guard unsafe write(control, word, word.utf8.count) == word.utf8.count else {
      throw Failed(description: "perf's control pipe is full")
    }
    var answer: [UInt8] = []
    while !answer.contains(UInt8(ascii: "\n")) {
      var wait = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      unsafe poll(&wait, 1, 200)
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = unsafe read(answers, &bytes, bytes.count)
      if count > 0 { answer += bytes.prefix(count) }
      if count <= 0, kill(command.processIdentifier, 0) != 0 { throw Failed(description: "perf has ended") }
    }
  }
}
