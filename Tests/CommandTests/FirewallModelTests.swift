import Foundation
import TestSupport
import Testing

/// The tour's firewall, run by the kernel on random packets, against what it does written down in Swift.
@Suite struct FirewallModelTests {
  private static let blocked: [[UInt8]] = [[10, 0, 0, 9], [172, 16, 0, 1], [0, 0, 0, 0]]

  /// What the program must return.
  private static func verdict(_ packet: [UInt8]) -> String {
    guard packet.count >= 34, packet[12] == 0x08, packet[13] == 0x00 else { return "XDP_PASS" }
    return blocked.contains(Array(packet[26..<30])) ? "XDP_DROP" : "XDP_PASS"
  }

  /// Mostly frames that look like IPv4, some of them cut, tagged or broken, with sources that are blocked as often as not.
  private static func packet(_ random: inout SeededGenerator) -> [UInt8] {
    let size = Int.random(in: 14...200, using: &random)
    var packet = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: break
    case 1: packet.replaceSubrange(12..<14, with: [0x81, 0x00])
    case 2: packet.replaceSubrange(12..<14, with: [0x00, 0x08])
    default: packet.replaceSubrange(12..<14, with: [0x08, 0x00])
    }
    if size >= 34 {
      packet[14] = 0x45
      let isBlocked = Bool.random(using: &random)
      if isBlocked {
        packet.replaceSubrange(26..<30, with: blocked[Int.random(in: 0..<blocked.count, using: &random)])
      }
    }
    return packet
  }

  @Test(.requires("clang", "host:xdp"))
  func `the kernel and the model agree on 5,000 random packets`() async throws {
    var random = SeededGenerator(seed: 20_261_130)
    var rows: [String] = []
    for number in 0..<5000 {
      let packet = Self.packet(&random)
      let digits = packet.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      rows.append("      - {n: \(number), bytes: \"\(digits)\", verdict: \(Self.verdict(packet))}")
    }
    let sources = Self.blocked.map { "\($0.map(String.init).joined(separator: ".")): {packets: 0, bytes: 0}" }
    let file = """
      objects: [\(Repository.path("corpus/tour/xdp_firewall.bpf.c").path)]
      cases:
        - name: packet $n
          for each:
      \(rows.joined(separator: "\n"))
          maps: {before: {blocked: {\(sources.joined(separator: ", "))}}}
          packet: {hex: $bytes}
          expect: {return: $verdict, packet: unchanged}
      """
    let directory = try TemporaryDirectory()
    let test = try directory.write(Array(file.utf8), to: "random.test.yml")
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["test", test.path, "--kernel", "host", "--cache-dir", directory.url.path],
      environment: ["NO_COLOR": "1"], within: 3600)
    #expect(result.ending == .status(0), "\(result.outputText.prefix(2000))\(result.errorText.prefix(2000))")
    #expect(result.outputText.contains("5000 cases of 1 file"))
    #expect(rows.contains { $0.hasSuffix("XDP_DROP}") } && rows.contains { $0.hasSuffix("XDP_PASS}") })
  }
}
