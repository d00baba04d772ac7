import Glibc
import Testing

@testable import LiveKernel

@Suite struct PinnedThreadTests {
  private static var allowed: Substring? {
    SystemFile.text("/proc/thread-self/status")?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
  }

  @Test func `a thread is bound to one processor and gets its own back`() throws {
    let before = try #require(Self.allowed)
    do {
      let pin = try PinnedThread()
      #expect(Self.allowed?.hasSuffix("\t\(pin.cpu)") == true)
    }
    #expect(Self.allowed == before)
  }

  @Test func `a processor that is not there is an error, and nothing changes`() throws {
    let before = try #require(Self.allowed)
    #expect(throws: PinningError(cpu: 4000, code: EINVAL)) { _ = try PinnedThread(to: 4000) }
    #expect(Self.allowed == before)
  }

  @Test func `not the first where there is a choice, and of two kinds the first`() {
    let alike = EventTree.devices(EventTree.virtual)
    #expect(PinnedThread.choice(of: [0, 1, 2], devices: alike) == 2)
    #expect(PinnedThread.choice(of: [0], devices: alike) == 0)
    let hybrid = EventTree.devices(EventTree.hybrid)
    #expect(PinnedThread.choice(of: [0, 1, 2, 3, 4, 5], devices: hybrid) == 3)
    #expect(PinnedThread.choice(of: [0, 5, 6], devices: hybrid) == 6)
  }
}
