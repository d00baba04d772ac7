import Foundation
import TestSupport
import Testing

/// Programs attached on this kernel, against fixtures that are recorded of what they saw. `MachineTestRunTests` has the
/// types that not every host attaches.
@Suite(.serialized, .requires("clang", "host:tracepoint")) struct LiveAndFixtureTests {
  @Test func `a program leaves by its fixture what it left attached`() async throws {
    let kinds = LiveAndFixture.plain
    let object = try await LiveAndFixture.source.compiled()
    let live = try await LiveAndFixture.live(kinds).results(of: object)
    let fixtures = try await LiveAndFixture.fixtures(kinds, of: live).results(of: object)
    #expect(LiveAndFixture.faults(kinds, live: live, fixtures: fixtures) == [])
  }
}
