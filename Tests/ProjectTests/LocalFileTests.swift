import Foundation
import Project
import TestSupport
import Testing

@Suite struct LocalFileTests {
  @Test func `a new file is made once, and what is there is left alone`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path("file").path
    #expect(try LocalFile.create(Array("mine".utf8), at: path))
    #expect(try !LocalFile.create(Array("another's".utf8), at: path))
    #expect(try LocalFile.read(path, limit: 100) == Array("mine".utf8))
    try FileManager.default.createSymbolicLink(atPath: path + "-link", withDestinationPath: "absent")
    #expect(try !LocalFile.create([], at: path + "-link"))
    try LocalFile.write(Array("later".utf8), to: path)
    #expect(try LocalFile.read(path, limit: 100) == Array("later".utf8))
    #expect(try LocalFile.list(directory.url.path) == ["file", "file-link"])
  }
}
