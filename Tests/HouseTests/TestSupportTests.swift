import Foundation
import TestSupport
import Testing

@Suite struct TestSupportTests {
  @Test func theExecutablesStandBesideTheTests() throws {
    for name in ["assay", "assay-worker"] { #expect(try Repository.product(name).lastPathComponent == name) }
    #expect(throws: Repository.MissingProduct.self) { try Repository.product("no-such-product") }
  }

  @Test func aRequirementWithoutMeaningFails() throws {
    for name in ["host:no_such_type", "nonsense", "host", "vm", ""] {
      #expect(throws: Requirement.Unmet.self) { try Requirement(name).enforce(required: "") }
    }
  }

  @Test func aRequirementThatIsRequiredFails() throws {
    #expect(throws: Requirement.Unmet.self) { try Requirement("vm:0.1").enforce(required: "kernel,vm") }
    #expect(throws: Requirement.Unmet.self) { try Requirement("vm:0.1").enforce(required: "kernel, vm") }
  }

  @Test func aTemporaryDirectoryGoesWithItsOwner() throws {
    var directory: TemporaryDirectory? = try TemporaryDirectory()
    let file = try #require(directory).write("text", to: "a/b")
    #expect(try String(contentsOf: file, encoding: .utf8) == "text")
    directory = nil
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func aCommandGivesWhatItWroteAndHowItEnded() async throws {
    let shell = URL(fileURLWithPath: "/bin/sh")
    let result = try await RunningCommand.run(shell, ["-c", "cat; echo oh >&2; exit 3"], input: Array("in".utf8))
    #expect(result.outputText == "in")
    #expect(result.errorText == "oh\n")
    #expect(result.ending == .status(3))
    #expect(try await RunningCommand.run(shell, ["-c", "kill -9 $$"]).ending == .signal(9))
  }

  @Test func aCommandThatDoesNotEndIsKilled() async throws {
    await #expect(throws: RunningCommand.TimeLimit.self) {
      try await RunningCommand.run(URL(fileURLWithPath: "/bin/sleep"), ["86400"], within: 0.2)
    }
  }
}
