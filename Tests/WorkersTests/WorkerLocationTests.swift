import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Workers

@Suite struct WorkerLocationTests {
  private func makeExecutable(_ directory: TemporaryDirectory, _ relative: String) throws -> FilePath {
    let file = try directory.write("#!/bin/sh\n", to: relative)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return FilePath(file.path)
  }

  @Test func besideTheExecutableComesFirstThenLibexec() throws {
    let directory = try TemporaryDirectory()
    let assay = FilePath(directory.path("bin/assay").path)
    let distant = try makeExecutable(directory, "libexec/assay/assay-worker")
    #expect(try WorkerLocation(besides: assay).path == distant)
    let near = try makeExecutable(directory, "bin/assay-worker")
    #expect(try WorkerLocation(besides: assay).path == near)
  }

  @Test func theErrorSaysWhereItLooked() throws {
    let error = #expect(throws: WorkerMissing.self) { try WorkerLocation(besides: "/no/bin/assay") }
    let words = try #require(error).description
    #expect(words.contains("/no/bin/assay-worker") && words.contains("/no/libexec/assay/assay-worker"))
    #expect(words.contains("--worker"))
  }

  @Test func aNamedWorkerIsTheOnlyOneLookedAt() throws {
    let directory = try TemporaryDirectory()
    let plain = FilePath(try directory.write("text", to: "plain").path)
    #expect(throws: WorkerMissing(looked: [plain], explicit: true)) { try WorkerLocation(explicit: plain) }
    let folder = FilePath(directory.url.path)
    #expect(throws: WorkerMissing(looked: [folder], explicit: true)) { try WorkerLocation(explicit: folder) }
    let good = try makeExecutable(directory, "other-name")
    #expect(try WorkerLocation(explicit: good).path == good)
  }

  @Test func withoutANameItIsBesideThisProcess() throws {
    // The tests' own executable stands beside the products.
    #expect(try WorkerLocation().path.string == Repository.product("assay-worker").path)
  }
}
