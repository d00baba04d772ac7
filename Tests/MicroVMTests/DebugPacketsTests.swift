import Testing

@testable import MicroVM

/// The framing of GDB's protocol.
@Suite struct DebugPacketsTests {
  @Test func `a packet carries its sum`() {
    #expect(DebugPackets.packet("g") == Array("$g#67".utf8))
    #expect(DebugPackets.packet("") == Array("$#00".utf8))
  }

  @Test func `what was sent comes back, however it is cut, and acknowledgements mean nothing`() throws {
    let bodies = ["OK", "T05thread:01;", "", String(repeating: "ab", count: 900)]
    let bytes = bodies.flatMap { Array("+".utf8) + DebugPackets.packet($0) }
    for size in [1, 2, 3, 7, 4096] {
      var packets = DebugPackets()
      var found: [String] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        try packets.add(bytes[start..<min(start + size, bytes.count)])
        while let body = packets.next() { found.append(String(decoding: body, as: UTF8.self)) }
      }
      #expect(found == bodies)
    }
  }

  @Test func `a wrong sum and an endless packet are faults`() {
    var packets = DebugPackets()
    #expect(throws: DebugPackets.Fault.sum) { try packets.add("$OK#00".utf8) }
    var endless = DebugPackets()
    #expect(throws: DebugPackets.Fault.length) {
      try endless.add("$".utf8)
      try endless.add([UInt8](repeating: 0x61, count: 2 << 20))
    }
  }

  @Test func `any bytes are read or refused`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var packets = DebugPackets()
      let bytes = (0..<64).map { _ in "$#+0a}*".utf8.randomElement(using: &generator) ?? 0 }
      do throws(DebugPackets.Fault) { try packets.add(bytes) } catch { #expect(error == .sum) }
      while let body = packets.next() { #expect(body.count < 64) }
    }
  }

  @Test func `numbers are read from digits`() {
    #expect(DebugPackets.numbers("7856341200000000ffffffffffffffff".utf8) == [0x1234_5678, .max])
    #expect(DebugPackets.numbers("78".utf8) == nil)
    #expect(DebugPackets.bytes("7".utf8) == nil)
    #expect(DebugPackets.bytes("xx".utf8) == nil)
    #expect(DebugPackets.bytes("aF09".utf8) == [0xaf, 0x09])
  }
}
