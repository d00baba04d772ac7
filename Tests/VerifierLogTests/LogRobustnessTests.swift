import Foundation
import Testing
import VerifierLog

@Suite struct LogRobustnessTests {
  @Test func aLogMayEndAnywhere() throws {
    for name in ["packet-7.3-level1", "callee-6.18-level2", "leak-6.18-level1", "packet-5.10-level1"] {
      let bytes = try Fixture.bytes(name)
      for end in stride(from: 0, through: bytes.count, by: 3) {
        let digest = digest(Array(bytes[..<end]))
        #expect(digest.bytes == end)
        walk(Trace(digest))
      }
    }
  }

  @Test func aLogMayBeginAnywhere() throws {
    for name in ["packet-7.3-level1", "callee-6.18-level2", "global-6.18-level1"] {
      let bytes = try Fixture.bytes(name)
      let whole = digest(bytes)
      for start in stride(from: 0, through: bytes.count, by: 3) {
        let digest = digest(Array(bytes[start...]))
        walk(Trace(digest))
        if let statistics = digest.statistics { #expect(statistics == whole.statistics || start > 0) }
      }
    }
  }

  @Test func mutatedLogsBreakNothing() throws {
    var generator = SeededGenerator(seed: 3)
    let seeds = try Fixture.names.map(Fixture.bytes)
    let limits = LogLimits(pathLines: 64, pathBytes: 4_096, messageLines: 16, sourceLines: 16)
    let deadline = ProcessInfo.processInfo.environment["ASSAY_FUZZ_SECONDS"].flatMap(Double.init)
      .map { Date().addingTimeInterval($0) }
    var round = 0
    while deadline.map({ Date() < $0 }) ?? (round < 1_500) {
      round += 1
      let bytes = mutate(seeds, using: &generator)
      let small = digest(bytes, limits: limits)
      #expect(small.path.count <= limits.pathLines)
      #expect(small.messages.count <= limits.messageLines)
      #expect(small.lineCounts.count <= limits.sourceLines)
      let whole = digest(bytes)
      #expect(whole == digest(bytes, chunk: Int.random(in: 1...200, using: &generator)))
      walk(Trace(whole))
    }
  }

  @Test func logsMadeToBeSlowAreRead() {
    // Each shape would cost the square of its length if branches, cycles or words were searched without bound.
    let count = 40_000
    let shapes: [(String) -> String] = [
      { _ in "from 7 to 9: R1=0\n" },
      { "\($0): (15) if r1 == 0x0 goto pc+1\n" },
      { "\($0): (15) if r1 == 0x0 goto pc+1\nfrom 3 to \($0): R0=0\n" },
      { "\($0): (85) call pc+1\n\($0): (95) exit\n" },
      { "; text \($0) @ f.c:\($0)\n0: (95) exit\n" },
      { "message \($0)\n0: (95) exit\n" },
      { "processed \($0) insns\nfunc#0 @0\n" },
      { _ in "; open\nrest\n" },
      { _ in "((((((((" },
      { _ in "R1=processed verification time " },
    ]
    for shape in shapes {
      let text = (0..<count).map { shape(String($0)) }.joined()
      let digest = digest(text, limits: .local)
      #expect(digest.bytes == text.utf8.count)
      #expect(Trace(digest).steps.count <= LogLimits.local.pathLines)
    }
  }

  @Test func memoryFollowsTheLimits() {
    // A hundred times as much log gives no larger a digest.
    var reducer = LogReducer(limits: LogLimits(pathLines: 50, pathBytes: 2_000, messageLines: 8, sourceLines: 8))
    for index in 0..<100_000 {
      reducer.consume(Array("; line \(index) @ f.c:\(index)\n\(index): (b7) r0 = \(index)\n".utf8))
    }
    reducer.consume(Array("R0 !read_ok\nprocessed 100000 insns\n".utf8))
    let digest = reducer.finish()
    #expect(digest.path.count <= 50 && digest.path.reduce(0) { $0 + $1.utf8.count } <= 2_000)
    #expect(digest.pathLinesOmitted + digest.path.count == 200_000)
    #expect(digest.lineCounts.count == 8)
    #expect(digest.lineCountsOmitted == 100_000 - 8)
  }

  /// Asks a trace all it can be asked.
  private func walk(_ trace: Trace) {
    guard let last = trace.steps.indices.last else { return }
    for register in 0...10 {
      _ = trace.origin(of: register, before: last)
      _ = trace.comparisons(of: register, before: last)
      _ = trace.register(register, before: last)
    }
    _ = trace.stackAccess(at: last)
    _ = trace.definition(ofSlot: -8, size: 8, frame: 0, before: last)
    trace.forEachState { _, _, _ in }
  }

  private func mutate(_ seeds: [[UInt8]], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = seeds.randomElement(using: &generator) ?? []
    if bytes.count > 6_000 { bytes = Array(bytes.suffix(6_000)) }
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      let at = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(contentsOf: Array("99999999999999999999".utf8), at: at)
      case 3:
        let end = min(bytes.count, at + Int.random(in: 1...200, using: &generator))
        bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: bytes.indices, using: &generator))
      case 4: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...100, using: &generator)))
      default:
        let other = seeds.randomElement(using: &generator) ?? []
        bytes.insert(contentsOf: Array(other.prefix(Int.random(in: 0...300, using: &generator))), at: at)
      }
    }
    return bytes
  }
}
