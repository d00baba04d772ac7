import Foundation
import Project
import TestSupport
import Testing

/// The folder `.assay`.
@Suite struct WorkFolderTests {
  @Test func `git leaves out what Assay makes, and a folder that is there stays as it is`() throws {
    let place = try TemporaryDirectory()
    func text(_ name: String) -> String? { try? String(contentsOf: place.path(name), encoding: .utf8) }
    try WorkFolder.makeDirectory(place.path("one/.assay/shards").path)
    #expect(text("one/.assay/.gitignore") == "*\n")
    try WorkFolder.makeDirectory(place.path("two/.assay").path)
    #expect(text("two/.assay/.gitignore") == "*\n")
    try WorkFolder.makeDirectory(place.path("three/pages").path)
    #expect(FileManager.default.fileExists(atPath: place.path("three/pages").path))
    #expect(text("three/.gitignore") == nil && text("three/pages/.gitignore") == nil)
    // Who took the file away is left alone.
    try FileManager.default.removeItem(at: place.path("one/.assay/.gitignore"))
    try WorkFolder.makeDirectory(place.path("one/.assay/more").path)
    #expect(text("one/.assay/.gitignore") == nil)
    try place.write("a file", to: "four")
    #expect(throws: FileError.self) { try WorkFolder.makeDirectory(place.path("four/.assay").path) }
  }
}
