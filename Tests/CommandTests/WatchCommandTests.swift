import Foundation
import TestSupport
import Testing

/// `assay watch` as a user runs it.
@Suite(.requires("host:root", "host:socket_filter", "python3")) struct WatchCommandTests {
  private func events(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// A loader that loads when it is told to, and again.
  private static let loader =
    CaptureCommandTests.pythonLoader + """
      import os
      load(b"watched_0", good)
      sys.stdin.readline()
      first = load(b"watched_1", good)
      sys.stdin.readline()
      os.close(first)
      for _ in range(3): os.close(load(b"quick", good))
      second = load(b"watched_2", good)
      sys.stdin.readline()
      """

  @Test func `loads are told with who has them, and what went unseen is counted`() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Self.loader, to: "loader.py")
    // The loader goes on when the watch has told what it waits for, however long that takes.
    let script = """
      mkfifo tell
      python3 loader.py < tell > loader.txt & loader=$!
      exec 3> tell
      for i in $(seq 1 400); do grep -q watched_0 loader.txt && break; sleep 0.05; done
      "$0" watch --every 50ms --format json > events.json & watch=$!
      seen() { for i in $(seq 1 400); do grep -q "$1" events.json && return; sleep 0.05; done; echo "never: $1"; exit 1; }
      seen '"event":"there".*watched_0'
      echo >&3
      seen '"event":"loaded".*watched_1'
      echo >&3
      seen '"event":"loaded".*watched_2'
      seen '"event":"gone".*watched_1'
      echo >&3
      exec 3>&-
      wait $loader
      seen '"event":"gone".*watched_2'
      kill -INT $watch; wait $watch; echo ended $?
      echo $loader > loader.pid
      """
    let run = try await RunningCommand.run(
      try #require(Executables.find("bash")), ["-c", script, Repository.product("assay").path], directory: directory.url
    )
    #expect(run.outputText.contains("ended 0"), "\(run.outputText) \(run.errorText)")
    let events = try events(try String(contentsOf: directory.path("events.json"), encoding: .utf8))
    let loader = try #require(
      Int(try String(contentsOf: directory.path("loader.pid"), encoding: .utf8).split(separator: "\n")[0]))
    let loads = events.filter { $0["event"] as? String == "loaded" }
    for name in ["watched_1", "watched_2"] {
      let event = try #require(loads.first { $0["name"] as? String == name })
      #expect(event["verdict"] as? String == "accepted" && event["type"] as? String == "socket_filter")
      let load = try #require(event["load"] as? [String: Any])
      #expect(load["user"] as? Int == Int(getuid()) && load["instructions"] as? Int == 4)
      #expect((load["verifiedInstructions"] as? Int ?? 0) >= 4)
      let holders = try #require(load["holders"] as? [[String: Any]])
      #expect(holders.contains { $0["id"] as? Int == loader && $0["name"] as? String == "python3" }, "\(holders)")
    }
    // Other tests may load programs meanwhile: at least these are counted, seen or not.
    let quick = loads.count { $0["name"] as? String == "quick" }
    let passed = events.filter { $0["event"] as? String == "passed" }.compactMap { $0["count"] as? Int }.reduce(0, +)
    #expect(quick + passed >= 3, "\(quick) \(passed)")
  }

  @Test func `a watch into a pipe ends with its table`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["watch", "--every", "20ms", "--for", "60ms"], environment: ["NO_COLOR": "1"],
      directory: directory.url)
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText.contains(" loaded, 0 of them since the start") || result.outputText.contains("PROGRAM"))
    let missing = try await RunningCommand.run(
      Repository.product("assay"), ["watch", "--every", "soon"], directory: directory.url)
    #expect(missing.ending == .status(2))
  }
}
