import Explanations
import Findings
import Foundation
import Reports
import TestSupport
import Testing
import VerifierLog

/// Whatever a log holds, it is explained and drawn in every format, in time that grows with its length.
@Suite struct ExplainFuzzTests {
  private static let folder = "Tests/VerifierLogTests/Fixtures/logs"

  private static func logs() throws -> [[UInt8]] {
    let directory = Repository.path(folder)
    return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      .map { Array(try Data(contentsOf: directory.appending(path: $0))) }
  }

  /// All that `assay explain` does with a log but reading it.
  private func explain(_ bytes: [UInt8]) throws {
    var reducer = LogReducer(limits: LogLimits(pathLines: 4_000, pathBytes: 1 << 19, messageLines: 64, sourceLines: 64))
    reducer.consume(bytes)
    for digest in reducer.finishAll() {
      let rejection = Rejection(digest)
      var log = ExplainedLog(
        input: "a.log", program: digest.program, verdict: .refused,
        context: FindingContext(messages: rejection.messages, state: FailureState(rejection)))
      log.finding = Explainer.finding(rejection, kernel: "any")
      let report = ExplainReport(assay: "0", logs: [log])
      let text = ExplainText(report, isVerbose: true).render(TerminalTraits(columns: 100))
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
      _ = try ExplainSARIF(report).render()
      _ = ExplainMarkdown(report).render()
      let page = try ExplainPage(report, traces: [rejection.trace]).render()
      #expect(page.utf8.count < 10 << 20)
    }
  }

  @Test func `mutated real logs and random bytes break nothing`() throws {
    var generator = SeededGenerator(seed: 11)
    let seeds = try Self.logs()
    for round in FuzzBudget(rounds: 60) {
      var bytes = Array(try #require(seeds.randomElement(using: &generator)).suffix(5_000))
      if round % 10 == 9 { bytes = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &generator) } }
      for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
        let at = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...60, using: &generator)))
        case 2: bytes.insert(contentsOf: Array("-9223372036854775808".utf8), at: at)
        case 3: bytes.insert(contentsOf: Array("R10=fp-99999999999 r=9223372036854775807".utf8), at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...300, using: &generator))
          bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: bytes.indices, using: &generator))
        }
      }
      try explain(bytes)
    }
  }

  @Test func `logs made to be slow are explained`() throws {
    // A value that is copied, spilled, compared, moved or called with on every line of a long path.
    let shapes: [(Int) -> String] = [
      { "\($0): (bf) r\(1 + $0 % 8) = r\(1 + ($0 + 7) % 8)\n" },
      { $0 % 2 == 0 ? "\($0): (7b) *(u64 *)(r10 -8) = r1\n" : "\($0): (79) r1 = *(u64 *)(r10 -8)\n" },
      { "\($0): (15) if r1 == 0x0 goto pc+9 ; R1=scalar(umin=\($0))\n" },
      { "\($0): (0f) r1 += r\(2 + $0 % 8) ; R1=pkt(off=\($0),r=0)\n" },
      { "\($0): (85) call bpf_ktime_get_ns#5 ; R0=scalar()\n" },
      { "; \(String(repeating: "(", count: 200))x\($0) @ a.c:\($0 + 1)\n\($0): (07) r1 += 1\n" },
      { "\($0): (85) call pc+1\ncaller:\n R10=fp0\ncallee:\n frame\($0 % 8): R1=ctx() R10=fp0\n" },
    ]
    for shape in shapes {
      let lines = (0..<2_500).map(shape).joined()
      try explain(Array((lines + "2501: (61) r0 = *(u32 *)(r1 +0)\nR1 invalid mem access 'scalar'\n").utf8))
    }
  }
}
