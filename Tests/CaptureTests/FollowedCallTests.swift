import Bundles
import CCapture
import TestSupport
import Testing

@testable import Capture

/// The commands of bpf(2) from the bytes of their attributes.
@Suite struct FollowedCallTests {
  private let memory = CommandBytes(places: [
    0x1000: Array("sched_switch\0".utf8), 0x2000: Array("/sys/fs/bpf/x\0".utf8), 0x3000: [1, 2, 3, 4],
    0x4000: Array("do_exit\0".utf8), 0x5000: [0, 0x40, 0, 0, 0, 0, 0, 0],
  ])

  private func call(_ command: FollowedCommand, _ fill: (inout Fields) -> Void) -> FollowedCall {
    var fields = Fields(count: 152)
    fill(&fields)
    return FollowedCall(command, fields, in: memory)
  }

  @Test func `a program's load has its fields where the kernel has them`() {
    let call = call(.programLoad) { fields in
      fields.set(0, to: UInt32(26))
      fields.set(4, to: UInt32(7))
      fields.set(8, to: UInt64(0x1111))
      fields.set(24, to: UInt32(1))
      fields.set(28, to: UInt32(4096))
      fields.set(48, to: UInt64(0x0064_6362_61))
      fields.set(68, to: UInt32(24))
      fields.set(72, to: UInt32(9))
      fields.set(108, to: UInt32(321))
      fields.set(148, to: UInt32(2))
    }
    guard case .programLoad(let load) = call else {
      Issue.record("\(call)")
      return
    }
    #expect(load.type == 26 && load.count == 7 && load.instructions == 0x1111)
    #expect(load.logLevel == 1 && load.logSize == 4096 && load.name == "abcd")
    #expect(load.expectedAttachType == 24 && load.types == 9 && load.attachType == 321 && load.descriptorCount == 2)
  }

  @Test func `counts beyond what a kernel takes are cut`() {
    let load = LoadAttributes(Fields([UInt8](repeating: 0xff, count: 152)))
    #expect(load.count == 1_000_000 && load.functionCount == 1_000_000 && load.descriptorCount == 1_000_000)
  }

  @Test func `a map has its shape`() {
    let call = call(.mapCreate) { fields in
      for (place, value) in [1, 4, 8, 100, 2].enumerated() { fields.set(place * 4, to: UInt32(value)) }
      fields.set(28, to: UInt32(0x0063_6261))
    }
    guard case .mapCreate(let map) = call else {
      Issue.record("\(call)")
      return
    }
    #expect(map.record.type == "hash" && map.record.keySize == 4 && map.record.valueSize == 8)
    #expect(map.record.maxEntries == 100 && map.record.flags == 2 && map.record.name == "abc")
  }

  @Test func `ways to attach name their targets`() {
    #expect(
      call(.rawTracepointOpen) {
        $0.set(0, to: UInt64(0x1000))
        $0.set(8, to: UInt32(5))
      } == .attachment(program: 5, BundleAttachment(.rawTracepoint, target: "sched_switch"), event: nil))
    #expect(
      call(.pin) {
        $0.set(0, to: UInt64(0x2000))
        $0.set(8, to: UInt32(6))
      } == .attachment(program: 6, BundleAttachment(.pin, target: "/sys/fs/bpf/x"), event: nil))
    #expect(
      call(.linkCreate) {
        $0.set(0, to: UInt32(3))
        $0.set(4, to: UInt32(8))
        $0.set(8, to: UInt32(41))
      } == .attachment(program: 3, BundleAttachment(.link, attachType: "perf_event"), event: 8))
    #expect(
      call(.linkCreate) {
        $0.set(0, to: UInt32(3))
        $0.set(8, to: UInt32(42))
        $0.set(16, to: UInt32(1))
        $0.set(20, to: UInt32(9))
        $0.set(24, to: UInt64(0x5000))
      }
        == .attachment(
          program: 3,
          BundleAttachment(.link, target: "kretprobe.multi do_exit and 8 more", attachType: "trace_kprobe_multi"),
          event: nil))
    #expect(
      call(.typesLoad) {
        $0.set(0, to: UInt64(0x3000))
        $0.set(16, to: UInt32(3))
      } == .typesLoad([1, 2, 3]))
  }

  @Test func `other calls are none`() {
    #expect(FollowedCall(assay_call_bpf, [1, 0, 0, 0, 0, 0], in: memory) == nil)
    #expect(FollowedCall(0, [0, 0, 0, 0, 0, 0], in: memory) == nil)
    #expect(FollowedCall(assay_call_ptrace, [0, 0, 0, 0, 0, 0], in: memory) == .trace)
    #expect(
      FollowedCall(assay_call_ioctl, [4, 0x4004_2408, 9, 0, 0, 0], in: memory) == .setProgram(event: 4, program: 9))
  }

  @Test func `any bytes give a call of any command`() {
    var random = SeededGenerator(seed: 10)
    let commands: [FollowedCommand] = [
      .mapCreate, .programLoad, .pin, .attach, .testRun, .rawTracepointOpen, .typesLoad, .linkCreate,
    ]
    for round in 0..<4000 {
      let count = Int.random(in: 0...FollowedCall.mostAttributes, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let call = FollowedCall(commands[round % commands.count], Fields(bytes), in: memory)
      if case .programLoad(let load) = call {
        #expect(load.count <= LoadAttributes.mostInstructions && load.name.utf8.count <= 48)
      }
      if case .mapCreate(let map) = call { #expect(map.record.name.utf8.count <= 48) }
    }
  }
}
