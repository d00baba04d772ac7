import Foundation
import TestSupport
import Testing

@testable import MicroVM

@Suite struct InitramfsTests {
  @Test func `an archive has the newc form`() {
    var archive = CpioArchive()
    archive.addDirectory("d")
    archive.addFile("d/f", Array("hello".utf8), isExecutable: true)
    archive.addDevice("c", major: 5, minor: 1)
    let bytes = archive.finished()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(bytes.count % 4 == 0)
    #expect(text.hasPrefix("07070100000001000041ed"))
    #expect(text.contains("d/f\0\0\0hello\0\0\0070701"))
    #expect(
      text.contains("07070100000002000081ed" + String(repeating: "0", count: 16) + "0000000100000000" + "00000005"))
    #expect(text.contains("00000005" + "00000001" + "00000002" + "00000000" + "c\0"))
    #expect(text.contains("TRAILER!!!"))
  }

  @Test func `a slimmed executable is smaller and runs as before`() async throws {
    let directory = try TemporaryDirectory()
    let whole = Array(try Data(contentsOf: Repository.product("assay-worker")))
    let slim = SlimExecutable.slimmed(whole)
    #expect(slim.count < whole.count)
    // Written by a process that is gone: a file that this one still has open for writing in a child that it is just
    // forking could not be run.
    let file = directory.path("worker")
    let cp = try #require(Executables.find("cp"))
    let copied = try await RunningCommand.run(cp, [try directory.write(slim, to: "slim").path, file.path])
    try #require(copied.ending == .status(0), "\(copied.errorText)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let before = try await RunningCommand.run(Repository.product("assay-worker"), ["--version"])
    let after = try await RunningCommand.run(file, ["--version"])
    #expect(after.ending == .status(0))
    #expect(after.output == before.output)
  }

  @Test func `what is no executable stays as it is`() {
    for bytes in [[], [0x7f, 0x45, 0x4c, 0x46], Array("#!/bin/sh".utf8)] as [[UInt8]] {
      #expect(SlimExecutable.slimmed(bytes) == bytes)
    }
    // An ELF header whose program headers are not there.
    let header: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1] + [UInt8](repeating: 0xff, count: 100)
    #expect(SlimExecutable.slimmed(header) == header)
  }
}
