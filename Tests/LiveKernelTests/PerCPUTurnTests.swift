import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import LiveKernel

@Suite struct PerCPUTurnTests {
  /// Whether nobody has the turn.
  private func isFree(_ file: String) -> Bool {
    let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }

  @Test func `one at a time has the turn, until it ends it`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("", to: "lock").path
    let turn = PerCPUTurn(file: file)
    #expect(!isFree(file))
    turn.end()
    #expect(isFree(file))
    do { withExtendedLifetime(PerCPUTurn(file: file)) { #expect(!isFree(file)) } }
    #expect(isFree(file))
  }

  @Test func `a turn that does not come is done without, and so is a file that cannot be opened`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("", to: "lock").path
    let other = PerCPUTurn(file: file)
    PerCPUTurn(file: file).end()
    #expect(!isFree(file))
    other.end()
    #expect(isFree(file))
    PerCPUTurn(file: directory.path("absent").path).end()
  }
}
