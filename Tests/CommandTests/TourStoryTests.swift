import Foundation
import TestSupport
import Testing

/// The pull request that README.md tells of.
@Suite(.serialized, .requires("clang", "host:xdp", "vm:6.1", "vm:6.12")) struct TourStoryTests {
  @Test func `README says what the gate says of each push`() async throws {
    let result = try await RunningCommand.run(
      Repository.path("ci/story"), ["--check", "--cache-dir", Machines.directory],
      environment: ["ASSAY": try Repository.product("assay").path], directory: Repository.path("."), within: 900)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
  }
}
