import Foundation
import Project
import TestSupport
import Testing

@testable import MicroVM

@Suite struct SnapshotFolderTests {
  private let place: TemporaryDirectory
  private let folder: SnapshotFolder

  init() throws {
    place = try TemporaryDirectory()
    folder = SnapshotFolder(of: KernelStore(below: place.url.path))
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.directory).sorted()
  }

  private func keep(_ key: String) throws {
    let draft = try #require(folder.draft())
    try Data(key.utf8).write(to: URL(fileURLWithPath: draft))
    #expect(folder.keep(draft, as: key) == folder.directory + "/" + key)
  }

  private func date(_ name: String, _ days: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-86_400 * days)], ofItemAtPath: folder.directory + "/" + name)
  }

  @Test func `what is kept under a key is found by it, and nothing else`() throws {
    #expect(folder.file("a") == nil)
    try keep("a")
    #expect(folder.file("a") == folder.directory + "/a")
    #expect(folder.file("b") == nil)
    #expect(try names() == ["a"])
  }

  @Test func `the eight that were last used stay`() throws {
    for (number, name) in ["a", "b", "c", "d", "e", "f", "g", "h"].enumerated() {
      try keep(name)
      try date(name, Double(9 - number))
    }
    _ = folder.file("a")
    try keep("i")
    #expect(try names() == ["a", "c", "d", "e", "f", "g", "h", "i"])
  }

  @Test func `drafts of processes that were killed go after a day`() throws {
    let drafts = try (0..<2).map { _ in try #require(folder.draft()) }
    for draft in drafts { try Data().write(to: URL(fileURLWithPath: draft)) }
    try date(String(drafts[0].split(separator: "/").last ?? ""), 2)
    try keep("a")
    #expect(try names().count == 2)
    #expect(!LocalFile.exists(drafts[0]))
  }

  @Test func `machines of an image go with it`() throws {
    let image = String(repeating: "0123456789abcdef", count: 4)
    try keep(SnapshotFolder.prefix(image) + "x")
    try keep("other")
    folder.discard(image: image)
    #expect(try names() == ["other"])
  }

  @Test func `there is no draft where nothing can be written`() throws {
    try Data().write(to: place.path("kernels-1"))
    #expect(folder.draft() == nil)
  }
}
