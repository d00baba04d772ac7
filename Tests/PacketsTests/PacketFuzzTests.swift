import Findings
import Packets
import Placed
import TestSupport
import Testing

struct PacketFuzzTests {
  private static let pieces = [
    "eth", "ipv4", "tcp", "udp", "dns", "payload", "options", "type", "src", "dst", "flags", "checksum", "hex", "size",
    "trailer", "pcap", "ignore", "otherwise", ": ", ", ", "{", "}", "[", "]", "bad", "auto", "any", "absent", "1", "-1",
    "0x10", "70000", "'0a'", "syn", "mss", "unchanged", "questions", "a.b", "10.0.0.1", "fd00::1", "..", ">= ", "/",
  ]

  @Test func `no YAML crashes the readers, and each problem has a place`() throws {
    var generator = SeededGenerator(seed: 11)
    var (good, bad) = (0, 0)
    for _ in FuzzBudget(rounds: 4000) {
      var text = Array(PacketRoundTripTests.packets.randomElement(using: &generator) ?? "")
      for _ in 0..<Int.random(in: 0..<3, using: &generator) where !text.isEmpty {
        let at = Int.random(in: 0..<text.count, using: &generator)
        let end = min(text.count, at + Int.random(in: 0..<8, using: &generator))
        text.replaceSubrange(at..<end, with: Self.pieces.randomElement(using: &generator) ?? "")
      }
      guard let document = try? PlacedDocument(Array(String(text).utf8), file: "f.yml") else { continue }
      for isExpectation in [false, true] {
        var problems = PlacedProblems()
        if isExpectation {
          let expectation = PacketExpectation(document.root, &problems)
          #expect((expectation == nil) == !problems.all.isEmpty, "\(String(text))")
          _ = expectation?.differences(from: [1, 2, 3], sent: [])
        } else {
          let packet = PacketForm(document.root, &problems)
          #expect((packet == nil) == !problems.all.isEmpty, "\(String(text))")
        }
        for problem in problems.all {
          #expect(problem.span.file == "f.yml" && problem.span.line >= 1 && !problem.message.isEmpty)
        }
        if problems.all.isEmpty { good += 1 } else { bad += 1 }
      }
    }
    #expect(good > 50 && bad > 50)
  }

  @Test func `any two packets can be compared`() throws {
    var generator = SeededGenerator(seed: 12)
    let seeds = try PacketRoundTripTests.packets.map { try PacketSource.bytes($0) }
    let unchanged = try PacketSource.expectation("unchanged")
    for _ in FuzzBudget(rounds: 2000) {
      let sent = seeds.randomElement(using: &generator) ?? []
      var actual = Bool.random(using: &generator) ? sent : seeds.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 0..<3, using: &generator) where !actual.isEmpty {
        actual[Int.random(in: 0..<actual.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      let differences = unchanged.differences(from: actual, sent: sent)
      // Nothing that differs passes, nothing that is the same fails.
      #expect(differences.isEmpty == (actual == sent))
      for difference in differences {
        #expect(difference.expected != difference.actual || difference.expectedHex != difference.actualHex)
        if let range = difference.range { #expect(range.upperBound <= actual.count) }
      }
    }
  }

  @Test func `any bytes have a text and a fixture that builds them again`() throws {
    var generator = SeededGenerator(seed: 6)
    let seeds = try PacketRoundTripTests.packets.map { try PacketSource.bytes($0) }
    var (rounds, layered) = (0, 0)
    for _ in FuzzBudget(rounds: 1000) {
      var bytes: [UInt8]
      if rounds % 4 == 0 {
        let count = Int.random(in: 0..<120, using: &generator)
        bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      } else {
        bytes = seeds.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1..<5, using: &generator) where !bytes.isEmpty {
          let at = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes.removeSubrange(at...)
          case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
          case 2: bytes[at] = [0, 1, 0x45, 0x60, 0xff].randomElement(using: &generator) ?? 0
          default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          }
        }
      }
      let start: PacketStart = rounds % 5 == 0 ? .network : .ethernet
      let lines = PacketForm.yaml(of: bytes, from: start)
      let text = lines.joined(separator: "\n")
      #expect(try PacketSource.bytes(text) == bytes, "\(text)")
      _ = PacketText.layers(of: bytes, from: start)
      if !text.hasPrefix("hex") { layered += 1 }
      rounds += 1
    }
    #expect(layered > rounds / 2)
  }

  @Test func `no bytes crash the readers of captures`() throws {
    var generator = SeededGenerator(seed: 3)
    let packets = [[1, 2, 3], [], [0xff, 0xfe, 0xfd, 0xfc, 0xfb]].map { CapturedPacket($0, nanoseconds: 5) }
    let seeds = [PacketCapture(packets: packets).pcap, PacketCapture(packets: packets).pcapng]
    var (good, bad) = (0, 0)
    for _ in FuzzBudget(rounds: 4000) {
      var bytes = seeds.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1..<4, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        if Int.random(in: 0..<8, using: &generator) == 0 {
          bytes.removeSubrange(max(1, at)...)
        } else {
          bytes[at] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      do throws(CaptureFault) {
        _ = try PacketCapture(bytes).packets.map(\.ethernetFrame)
        good += 1
      } catch {
        #expect(error.offset ?? 0 <= bytes.count && !error.words.isEmpty)
        bad += 1
      }
    }
    #expect(good > 100 && bad > 100)
  }
}
