import Foundation
import Testing
import VerifierLog

@Suite struct WalkProfileTests {
  private func digest(_ text: [UInt8]) -> LogDigest {
    var reducer = LogReducer(profilesWalk: true)
    reducer.consume(text)
    return reducer.finish()
  }

  @Test func `walks add up to what the kernel calls processed, on every whole level-2 log`() throws {
    var seen = 0
    for name in Fixture.names where name.hasSuffix("level2") {
      let digest = digest(try Fixture.bytes(name))
      let walk = try #require(digest.walk, "\(name)")
      let processed = try #require(digest.statistics?.verifiedInstructions, "\(name)")
      // An instruction may be refused before it is printed.
      let unprinted = digest.messages.isEmpty ? 0...0 : 0...1
      #expect(unprinted.contains(processed - walk.walks), "\(name)")
      seen += 1
    }
    #expect(seen > 5)
  }

  @Test func `a loop's rounds and a branch's ways are counted`() throws {
    let text = """
      0: (b7) r6 = 0
      1: (07) r6 += 1
      2: (a5) if r6 < 0x3 goto pc-2
      1: (07) r6 += 1
      2: (a5) if r6 < 0x3 goto pc-2
      3: (95) exit
      from 2 to 1: R6=1
      1: (07) r6 += 1
      2: (a5) if r6 < 0x3 goto pc-2
      3: safe
      from 2 to 1: safe
      processed 10 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0

      """
    let walk = try #require(digest(Array(text.utf8)).walk)
    #expect(walk.runs.map { [$0.first, $0.last, $0.walks] } == [[0, 0, 1], [1, 1, 4], [2, 2, 3], [3, 3, 2]])
    let back = try #require(walk.edges.first { $0.from == 2 && $0.to == 1 })
    #expect((back.walks, back.resumed, back.pruned) == (2, 2, 1))
    let ahead = try #require(walk.edges.first { $0.from == 2 && $0.to == 3 })
    #expect((ahead.walks, ahead.resumed, ahead.pruned) == (1, 0, 1))
    #expect(walk.walks == 10)
  }

  @Test func `it is only counted when asked for`() throws {
    var reducer = LogReducer()
    reducer.consume(try Fixture.bytes("good-6.18-level2"))
    #expect(reducer.finish().walk == nil)
  }

  @Test func `it stays small, and says what it left out`() throws {
    var reducer = LogReducer(profilesWalk: true)
    for slot in 0..<40_000 {
      let line = "\(slot): (15) if r1 == 0x0 goto pc+1\n"
      reducer.consume(Array(String(repeating: line, count: slot % 3 + 1).utf8))
    }
    let walk = try #require(reducer.finish().walk)
    #expect(walk.runs.count <= 8_192 && walk.edges.count <= 4_096)
    #expect(walk.walksOmitted > 0 && walk.edgesOmitted > 0)
    #expect(walk.walks == (0..<40_000).reduce(0) { $0 + $1 % 3 + 1 })
  }
}
