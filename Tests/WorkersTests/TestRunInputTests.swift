import Jobs
import KernelFacts
import LiveKernel
import TestSupport
import Testing

/// Each type that the kernel test-runs, on the running kernel.
@Suite(.requires("host:xdp", "host:root", "clang")) struct TestRunInputTests {
  @Test func `each type runs, and what it cannot be given is said in words`() async throws {
    let cases = TypeCases()
    let results = try await cases.plan.results(of: try await TypeCases.source.compiled())
    let kernel = try #require(KernelVersion(KernelRelease.running.release))
    #expect(cases.faults(in: results, kernel: kernel) == [])
    for (expected, result) in zip(cases.expectations, results) where expected.words != nil {
      #expect(result.outcome.failure?.reason.errno == nil || expected.program == "raw")
      #expect(result.outcome.failure?.isInput == (expected.program != "probe"))
    }
    // The context that comes back.
    #expect(results[2].bytes(results[2].ran?.context)?[8..<12] == [9, 0, 0, 0])
    let call = try #require(cases.expectations.firstIndex { $0.program == "call" })
    #expect(results[call].bytes(results[call].ran?.context) == TestPlan.bytes(UInt64(21)) + TestPlan.bytes(UInt64(42)))
    let dissect = try #require(cases.expectations.firstIndex { $0.program == "dissect" })
    #expect(results[dissect].bytes(results[dissect].ran?.context)?[9] == 17)
  }
}
