import Testing

@testable import LiveKernel

/// How often what is counted is repeated.
@Suite struct CountedRoundsTests {
  @Test func `a burst's own part is nothing in a run, and few bursts have a tick`() {
    #expect(SubjectRun.countedRuns(of: 0) == 1000)
    #expect(SubjectRun.countedRuns(of: 264) == 757)
    #expect(SubjectRun.countedRuns(of: 5000) == 64)
    #expect(SubjectRun.countedRuns(of: 50_000) == 40)
    #expect(SubjectRun.countedRuns(of: 9_000_000) == 1)
  }

  @Test func `what was the same often enough is known`() {
    #expect(!SubjectRun.areSettled([]) && !SubjectRun.areSettled([107, 107]))
    #expect(SubjectRun.areSettled([107, 107, 107]))
    #expect(!SubjectRun.areSettled([109, 107, 107, 107, 107]))
    #expect(SubjectRun.areSettled([109, 107, 107, 107, 107, 107]))
    // One in three is no tick.
    #expect(!SubjectRun.areSettled([109, 109, 109, 107, 107, 107, 107, 107]))
  }
}
