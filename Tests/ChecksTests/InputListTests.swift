import Checks
import Foundation
import TestSupport
import Testing

/// The files that arguments mean.
@Suite struct InputListTests {
  /// An ELF header of a BPF object, as far as a walk looks.
  private let head: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9) + [1, 0, 247, 0]

  private func paths(_ arguments: [String], below directory: TemporaryDirectory) throws -> [String] {
    try InputList(arguments).files.map { String($0.path.trimmingPrefix(directory.url.path + "/")) }
  }

  @Test func `A walk finds sources and objects by name, and other objects by their bytes`() throws {
    let directory = try TemporaryDirectory()
    for name in ["b.bpf.c", "a.o", "sub/deep/c.o", "plain.c", "notes", ".hidden.o", ".git/x.o"] {
      try directory.write("", to: name)
    }
    try directory.write(head, to: "sub/embedded")
    try FileManager.default.createSymbolicLink(
      at: directory.path("sub/loop"), withDestinationURL: directory.url)
    try FileManager.default.createSymbolicLink(
      at: directory.path("z.o"), withDestinationURL: directory.path("nowhere"))
    let list = try InputList([directory.url.path])
    #expect(
      try paths([directory.url.path], below: directory) == ["a.o", "b.bpf.c", "sub/deep/c.o", "sub/embedded", "z.o"])
    #expect(list.files.allSatisfy { !$0.isNamed })
    #expect(list.files.map(\.kind) == [.object, .source, .object, .object, .object])
  }

  @Test func `What is named twice is there once, where it was named first`() throws {
    let directory = try TemporaryDirectory()
    let (a, b) = (try directory.write("", to: "a.o").path, try directory.write("", to: "b.o").path)
    #expect(try paths([b, directory.url.path, a], below: directory) == ["b.o", "a.o"])
  }

  @Test func `A list's paths are meant from where it stands`() throws {
    let directory = try TemporaryDirectory()
    for name in ["lists/near.o", "far.o", "lists/my objects/c.o"] { try directory.write("", to: name) }
    let list = try directory.write("# mine\n\n  near.o\n\(directory.path("far.o").path)\nmy objects\n", to: "lists/all")
    #expect(
      try paths(["@\(list.path)"], below: directory) == ["lists/near.o", "far.o", "lists/my objects/c.o"])
  }

  @Test func `What is not there is told with its place in a list and the nearest name`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("", to: "filter.o")
    let list = try directory.write("filter.o\nfiltr.o\n", to: "list")
    let error = #expect(throws: CheckError.self) { try InputList(["@\(list.path)"]) }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("list:2: no such file") == true)
    #expect(error?.description.hasSuffix("did you mean 'filter.o'?") == true)
  }
}
