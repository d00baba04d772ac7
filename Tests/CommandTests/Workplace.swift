import Foundation
import TestSupport
import Testing

/// A place for one run of `assay` in which all that the run makes bears a mark of its own, so that what it leaves
/// behind can be told from what other tests and the machine have.
struct Workplace {
  /// Part of the names of its programs and maps and of its workers' path; short, for names have 15 bytes.
  let mark: String
  private let directory: TemporaryDirectory

  /// The worker is reached through a link whose path bears the mark.
  init() throws {
    mark = "t\(UInt32.random(in: 0...UInt32.max))"
    directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: worker, withDestinationURL: Repository.product("assay-worker"))
  }

  /// What the run takes for the system's directory of temporary files.
  var temporary: URL { directory.path("temporary") }

  /// The worker, which is named with `--worker`.
  var worker: URL { directory.path("\(mark)-worker") }

  /// What a run of `assay` has in its environment besides the tests' own.
  var environment: [String: String] { ["TMPDIR": temporary.path, "XDG_CACHE_HOME": path("cache").path] }

  /// A path in the workplace.
  func path(_ relative: String) -> URL { directory.path(relative) }

  /// Compiles an object of that name with one map and two programs, whose loads keep the verifier busy for some 50 ms.
  func compile(_ name: String) async throws -> URL {
    let program = { (suffix: String) in
      """
      SEC("socket") int \(mark)_\(suffix)(void *ctx) {
        unsigned int sum = 0, key = 0;
        if (!lookup(&\(mark)_m, &key)) return 0;
      #pragma clang loop unroll(disable)
        for (unsigned int i = 0; i < 10000; i++) asm volatile("%0 += %1" : "+r"(sum) : "r"(i));
        return sum & 1;
      }
      """
    }
    let source = """
      char _license[] SEC("license") = "GPL";
      struct { int (*type)[2]; int (*key)[1]; int (*value)[1]; int (*max_entries)[1]; } \(mark)_m SEC(".maps");
      static void *(*const lookup)(void *, const void *) = (void *)1;
      \(program("a"))
      \(program("b"))
      """
    return try directory.write(try await CompiledObject.bytes(of: source), to: "\(name).bpf.o")
  }

  /// Starts `assay verify`.
  func verify(_ arguments: [String]) throws -> RunningCommand {
    try RunningCommand(
      Repository.product("assay"), ["verify", "--worker", worker.path] + arguments, environment: environment)
  }

  /// The workers of this run that live.
  var workers: [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int32($0) }.filter { pid in
      let line = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(pid)/cmdline"))) ?? Data()
      return String(decoding: line.prefix { $0 != 0 }, as: UTF8.self).hasSuffix(worker.lastPathComponent)
    }
  }

  /// The worker that a worker's child was forked by; nil when it is none.
  func parent(of pid: Int32) -> Int32? {
    let fields = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 3 ? Int32(fields[3]).flatMap { workers.contains($0) ? $0 : nil } : nil
  }

  /// The worker that has the kernel keep statistics: its child holds the descriptor of BPF_ENABLE_STATS. Its number says
  /// nothing, for numbers begin anew where the highest is reached.
  var keeper: Int32? {
    let holder = workers.first { pid in
      let descriptors = "/proc/\(pid)/fd"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? []
      return names.contains {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)")) == "anon_inode:bpf-stats"
      }
    }
    return holder.flatMap(parent(of:))
  }

  /// Waits until the verifier is at work for a worker: it has used some processor time.
  func busyWorker(otherThan done: Int32? = nil) async throws -> Int32 {
    while true {
      for pid in workers where pid != done {
        let fields = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8))?.split(separator: " ") ?? []
        if fields.count > 14, let ticks = Int(fields[14]), ticks >= 5 { return pid }
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Expects that nothing of the run is left: process, program, map, link, pin, temporary file. The end of a process
  /// whose parent is gone is waited for, and so is the kernel's: a program's maps are put by a work queue
  /// (kernel/bpf/core.c: `bpf_prog_free_deferred`).
  func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await expectSoon("no worker is left", sourceLocation) { workers.isEmpty }
    let bpftool = try #require(Executables.find("bpftool"))
    for kind in ["prog", "map", "link"] {
      try await expectSoon("no \(kind) is left", sourceLocation) {
        try await !RunningCommand.run(bpftool, [kind, "list"]).outputText.contains(mark)
      }
    }
    let pins = FileManager.default.enumerator(atPath: "/sys/fs/bpf")?.compactMap { $0 as? String } ?? []
    #expect(pins.filter { $0.contains(mark) }.isEmpty, sourceLocation: sourceLocation)
    let files = try FileManager.default.contentsOfDirectory(atPath: temporary.path)
    #expect(files.isEmpty, sourceLocation: sourceLocation)
  }

  private func expectSoon(
    _ what: Comment, _ sourceLocation: SourceLocation, _ holds: () async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if try await holds() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record(what, sourceLocation: sourceLocation)
  }
}
