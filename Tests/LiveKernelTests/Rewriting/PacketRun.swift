import CKernel
import KernelFacts
import TestSupport

@testable import LiveKernel

/// What a program makes of packets, one after the other on the same maps, and what its maps hold afterwards.
struct PacketRun: Equatable {
  /// What came of one packet.
  private struct Result: Equatable {
    var code: Int32
    var returned: UInt32?
    var packet: [UInt8]?
  }

  /// Types whose programs take packets.
  static let types: Set<ProgramType> = [
    .xdp, .schedCls, .schedAct, .socketFilter, .cgroupSkb, .lwtIn, .lwtOut, .lwtXmit,
  ]

  private var results: [Result] = []
  /// The entries of maps, by map: key, then value. Values by processor are left out: which one runs is chance.
  private var maps: [[[UInt8]]] = []

  /// Nil when the program does not load.
  init?(_ bytes: [UInt8], _ name: String, _ packets: [[UInt8]], load: @escaping (assay_program_load) -> CInt) {
    guard let loaded = unsafe LoadedProgram(bytes, name, load: load), let facts = TestRunFacts.of(loaded.program.type)
    else {
      return nil
    }
    var room: [UInt8] = []
    for packet in packets {
      var code: Int32 = 0
      let result = TestCall(program: loaded.program, facts: facts).run(
        TestRunInput(packet: packet, context: nil, repetitions: 1, cpu: nil, liveFrames: false), wantsPacket: true,
        wantsContext: false, room: &room, &code)
      results.append(Result(code: code, returned: result?.returned, packet: result?.packet))
    }
    maps = loaded.maps.filter { !$0.isPerCPU && ($0.isHash || $0.type == .array) }.map { map in
      map.entries(most: 4096).entries.map { $0.key + $0.value }
    }
  }

  /// Frames of many kinds, some of them broken.
  static func packets(using random: inout SeededGenerator) -> [[UInt8]] {
    (0..<40).map { _ in
      var packet = (0..<Int.random(in: 60...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let isOld = Bool.random(using: &random)
      packet[12] = isOld ? 0x08 : 0x86
      packet[13] = isOld ? 0x00 : 0xdd
      if isOld { packet[14] = 0x45 }
      if Int.random(in: 0..<8, using: &random) > 0 {
        packet[isOld ? 23 : 20] = [6, 17, 1, 58].randomElement(using: &random) ?? 6
      }
      packet[26] = 10
      return packet
    }
  }
}
