import Jobs
import Testing

@testable import LiveKernel

/// Which programs are new, and how many nobody has seen.
@Suite struct LoadTrackerTests {
  private func loads(_ ids: UInt32...) -> [LiveLoad] { ids.map { LiveLoad(id: $0, user: 0, loaded: 0) } }

  @Test func `new programs are told once, and numbers that nobody has are counted`() {
    var tracker = LoadTracker(own: 10)
    // Numbers of no program: nobody holds them.
    let base: UInt32 = 4_000_000_000
    let first = tracker.next(loads(3, base))
    #expect(first.loads.map(\.id) == [3, base] && first.passed == 0)
    let second = tracker.next(loads(3, base))
    #expect(second.loads.isEmpty && second.passed == 0)
    let third = tracker.next(loads(base, base + 3, base + 5))
    #expect(third.loads.map(\.id) == [base + 3, base + 5] && third.passed == 3)
    // One that an earlier look missed is new, and no gap.
    let fourth = tracker.next(loads(base, base + 4, base + 5, base + 6))
    #expect(fourth.loads.map(\.id) == [base + 4, base + 6] && fourth.passed == 0)
    #expect(tracker.next([]).passed == 0)
  }
}
