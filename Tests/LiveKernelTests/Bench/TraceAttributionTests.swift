import Jobs
import Testing

@testable import LiveKernel

/// Steps of a run as costs of instructions: no kernel takes part.
@Suite struct TraceAttributionTests {
  private static let start: UInt64 = 0xffff_ffff_c000_0000
  private static let inner: UInt64 = 0xffff_ffff_c000_0040
  /// A nop for tracers, the frame, one register kept.
  private static let frame: [UInt8] = [0x0f, 0x1f, 0x44, 0, 0, 0x55, 0x48, 0x89, 0xe5, 0x53]

  /// A program of four instructions, the third a call and the last an exit, and a function that is one exit after a move.
  private static let attribution = TraceAttribution(
    functions: [
      .init(addresses: start..<start + 0x20, code: frame + [0x31, 0xc0]),
      .init(addresses: inner..<inner + 0x10, code: [0x0f, 0x1f, 0x44, 0, 0, 0x55, 0x48, 0x89, 0xe5, 0x31, 0xc0]),
    ],
    marks: [(start, 0), (start + 12, 1), (start + 15, 2), (start + 25, 3), (inner, 5), (inner + 11, 6)].map {
      .init(address: $0.0, slot: $0.1)
    }, exits: [3, 6])

  private static let entered: [UInt64] = [0, 5, 6, 9].map { start + $0 }

  @Test func `a frame is nobody's instruction, and a call's instructions are the caller's`() {
    let steps = Self.entered + [10, 12, 15, 18].map { Self.start + $0 } + [40] + [25, 26].map { Self.start + $0 }
    let trace = Self.attribution.trace(of: steps, empty: 7)
    #expect(trace.entry == 4)
    #expect(
      trace.costs == [
        .init(slot: 0, runs: 1, own: 1, called: 0), .init(slot: 1, runs: 1, own: 1, called: 0),
        .init(slot: 2, runs: 1, own: 2, called: 40), .init(slot: 3, runs: 1, own: 2, called: 0),
      ])
    #expect(trace.total == 50 && trace.empty == 7)
  }

  @Test func `what the kernel does around callbacks is its caller's`() {
    let callback = [0, 5, 6, 9, 11, 12].map { Self.inner + $0 }
    let steps =
      Self.entered + [10, 15].map { Self.start + $0 } + [10] + callback + [5] + callback + [7] + [Self.start + 25]
    let trace = Self.attribution.trace(of: steps, empty: 0)
    #expect(trace.entry == 4 + 2 * 3)
    #expect(trace.costs.first { $0.slot == 2 } == .init(slot: 2, runs: 1, own: 1, called: 22))
    #expect(trace.costs.first { $0.slot == 5 } == .init(slot: 5, runs: 2, own: 2, called: 0))
    #expect(trace.costs.first { $0.slot == 6 } == .init(slot: 6, runs: 2, own: 4, called: 0))
    #expect(trace.costs.first { $0.slot == 3 } == .init(slot: 3, runs: 1, own: 1, called: 0))
    #expect(trace.total == steps.filter { $0 >= SteppedRun.leastAddress }.count + 22)
  }

  @Test func `a program that goes on to another has the other's instructions`() {
    let steps = Self.entered + [10, 15].map { Self.start + $0 } + [300]
    let trace = Self.attribution.trace(of: steps, empty: 0)
    #expect(trace.costs.last == .init(slot: 2, runs: 1, own: 1, called: 300))
  }

  @Test func `without marks all is entry, and of odd code nothing is a frame`() {
    let bare = TraceAttribution(
      functions: [.init(addresses: Self.start..<Self.start + 0x20, code: [])], marks: [], exits: [])
    #expect(bare.trace(of: Self.entered + [40], empty: 0).total == 44)
    #expect(FrameCode.length([]) == 0)
    #expect(FrameCode.length([0x90, 0x55]) == 0)
    #expect(FrameCode.length(Self.frame) == 10)
    #expect(FrameCode.length(Self.frame + [0x41, 0x55, 0x48, 0x8b, 0x7f, 0x70]) == 12)
    #expect(
      FrameCode.length([
        0xf3, 0x0f, 0x1e, 0xfa, 0x0f, 0x1f, 0x44, 0, 0, 0x66, 0x90, 0x55, 0x48, 0x89, 0xe5, 0x48, 0x81, 0xec, 8, 0, 0,
        0, 0x53, 0x6a,
      ]) == 23)
  }
}
