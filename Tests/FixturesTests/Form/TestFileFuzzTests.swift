import Findings
import Fixtures
import Foundation
import KernelFacts
import Placed
import TestSupport
import Testing

@Suite struct TestFileFuzzTests {
  private static let pieces = [
    "$", "$$", "${", "}", "$a", "${b}", "$row", "from: ", "from: p", "{from: s}", ".from: 1", "let: ", "for each: ",
    "packet: ",
    "steps: ", "expect: ", "snapshot", "attach: f", "drive: ", "cases:\n", "name: ", "defaults: ", "maps: {before: {}}",
    "return: 1", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    - ", "- ", ": ", "&x ", "*x", "\"", "'", "#", "0x1",
    "-1",
    "hex: \"00\"", "~", "é", "\t", "packets: ", "structs: ", "only_if: {kernel: 6.1}", "task: {uid: 1}", "repeat: 2",
  ]

  private static let seeds: [String] = [
    """
    let: {a: 1, b: $a}
    packets: {p: {eth: {}}, q: {from: p, udp: {}}}
    structs: {s: {x: 1}, t: {y: {from: s}}}
    defaults: {program: f, packet: {from: p}, expect: {return: 0}}
    cases:
      - {name: "n $row", for each: [{row: 1}, {row: $a$a}, {row: 3}], packet: {from: q, udp: {dport: $row}}}
      - name: steps
        steps: [{packet: {from: q}}, {expect: {maps: {m: {from: t}}}}]
        maps: {before: {m: {1: {from: s, x: $b}}}, after: {n: {2: 3}}}
      - {name: live, attach: [f], drive: [{open: x}, {connect: [a, 1]}], expect: {events: {e: [{from: t}]}}}
      - {name: snap, let: {c: $b}, globals: {g: $c}, task: {comm: x, uid: 5}, expect: snapshot}
      - {name: skip, skip: why, only_if: {kernel: ">= 5.15, < 6.8", arch: x86_64}, kernels: [host], repeat: 3}

    """
  ]

  /// Files with a few bytes changed, and files of pieces.
  private static func mutation(of seeds: [[UInt8]], _ generator: inout SeededGenerator) -> [UInt8] {
    if Int.random(in: 0..<5, using: &generator) == 0 {
      return (0..<Int.random(in: 0..<40, using: &generator)).flatMap { _ in
        Array((pieces.randomElement(using: &generator) ?? "").utf8)
      }
    }
    var bytes = seeds.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1..<4, using: &generator) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[at] = UInt8.random(in: 32...126, using: &generator)
      case 1: bytes.remove(at: at)
      case 2:
        // A piece of the file somewhere else in it.
        let other = Int.random(in: 0..<bytes.count, using: &generator)
        let part = bytes[other..<min(bytes.count, other + Int.random(in: 1..<30, using: &generator))]
        bytes.insert(contentsOf: Array(part), at: at)
      case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1..<30, using: &generator)))
      default: bytes.insert(contentsOf: Array((pieces.randomElement(using: &generator) ?? "").utf8), at: at)
      }
    }
    return bytes
  }

  @Test func `no file crashes the reader, and every problem has a place in the file`() throws {
    var seeds = Self.seeds.map { Array($0.utf8) }
    for path in ["xdp_firewall", "tc_bytes", "sched_count"] {
      seeds.append(Array(try Data(contentsOf: Repository.path("corpus/tour/\(path)\(TestFile.suffix)"))))
    }
    for seed in seeds { _ = try TestFile.read(seed, file: "f.test.yml") }
    var generator = SeededGenerator(seed: 6)
    var (good, placed) = (0, 0)
    for _ in FuzzBudget(rounds: 1200) {
      let bytes = Self.mutation(of: seeds, &generator)
      do throws(PlacedError) {
        let file = try TestFile.read(bytes, file: "f.test.yml")
        good += 1
        check(file)
      } catch {
        // A line ends at LF, or at CR where no LF follows: YAML knows both.
        let lines = 1 + bytes.count { $0 == 10 || $0 == 13 }
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          let isInside = problem.span.file == "f.test.yml" && (1...lines + 1).contains(problem.span.line)
          #expect(isInside && (problem.span.column ?? 1) >= 1, "\(problem)")
          if problem.line != nil { placed += 1 }
        }
        #expect(Set(error.problems).count == error.problems.count, "\(error)")
        #expect(!error.description.unicodeScalars.contains("\u{1b}"))
      }
    }
    #expect(good > 25 && placed > 300, "\(good) good, \(placed) placed")
  }

  /// What every file that can be read holds.
  private func check(_ file: TestFile) {
    #expect(Set(file.cases.map(\.name)).count == file.cases.count)
    for testCase in file.cases {
      #expect(!testCase.steps.isEmpty && !testCase.name.isEmpty)
      #expect(testCase.attach.isEmpty == testCase.drive.isEmpty)
      #expect(
        testCase.isSnapshot || testCase.skip != nil || testCase.steps.contains { $0.expect?.isEmpty == false })
    }
  }

  @Test func `no text crashes the reader of return values`() {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "XDP_DROP", "..", ">=", "!=", "<", "-", "0x", "1", "4294967295", " ", "any", "/a/", "é", "_", "TC_ACT_OK",
    ]
    var good = 0
    for _ in FuzzBudget(rounds: 5000) {
      let text = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
      var problems = PlacedProblems()
      let node = PlacedNode(
        content: .scalar(text, isPlain: true), span: SourceSpan(file: "f.test.yml", line: 1, column: 1))
      let type = ProgramType(rawValue: UInt32.random(in: 0...40, using: &generator))
      let expectation = ReturnExpectation(node, type: type, &problems)
      #expect((expectation == nil) == !problems.all.isEmpty)
      good += expectation == nil ? 0 : 1
      _ = expectation?.difference(from: UInt32.random(in: 0...UInt32.max, using: &generator))
    }
    #expect(good > 100)
  }
}
