import Findings
import Foundation
import Placed
import Project
import TestSupport
import Testing

struct FlagFilesTests {
  private func variants(_ pattern: String, _ files: [String: String]) throws -> [Variant] {
    let directory = try TemporaryDirectory()
    for (name, text) in files { try directory.write(text, to: name) }
    let text = "variants: {build: {inputs: a.bpf.c, cflags: -DALL, flag-files: '\(pattern)', globals: {n: 1}}}\n"
    let settings = try ProjectSettings(Array(text.utf8), path: directory.path("assay.yml").path)
    defer { withExtendedLifetime(directory) {} }
    return try settings.variants.flatMap { try $0.expanded(in: settings.directory) }
  }

  @Test(arguments: ["builds", "builds/", "builds/*", "b*s/*"])
  func `each file is a variant`(pattern: String) throws {
    let found = try variants(
      pattern,
      ["builds/2.txt": "-DTWO\n", "builds/1.txt": "# first\n\n  -DA=1 -DB='x y' # both\n-DC#1\n", "other": "-DX"])
    let prefix = pattern == "b*s/*" ? "build/builds/" : "build/"
    #expect(found.map(\.name.value) == ["\(prefix)1.txt", "\(prefix)2.txt"])
    #expect(found[0].cflags.map(\.value) == ["-DALL", "-DA=1 -DB='x y' ", "-DC#1"])
    #expect(found[0].cflags[1].span.file.hasSuffix("builds/1.txt"))
    #expect(found[0].cflags[1].span.line == 3 && found[0].cflags[1].span.column == 3)
    #expect(found[1].cflags.map(\.value) == ["-DALL", "-DTWO"])
    #expect(found.allSatisfy { $0.globals.count == 1 && $0.inputs?.count == 1 && $0.flagFiles == nil })
  }

  @Test func `one file is one variant`() throws {
    #expect(try variants("builds/1.txt", ["builds/1.txt": "-DA"]).map(\.name.value) == ["build/1.txt"])
  }

  @Test func `no file, and one that is no text, are told`() throws {
    let none = #expect(throws: FileError.self) { try variants("builds/*.flags", ["builds/1.txt": "-DA"]) }
    #expect(none?.description.hasPrefix("cannot find files of flags builds/*.flags: there is none in ") == true)
    #expect(throws: FileError.self) {
      let directory = try TemporaryDirectory()
      try directory.write([0xff, 0xfe], to: "x.txt")
      let settings = try ProjectSettings(
        Array("variants: {b: {flag-files: x.txt}}".utf8), path: directory.path("assay.yml").path)
      _ = try settings.variants[0].expanded(in: settings.directory)
    }
  }

  @Test func `a variant of flags alone says nothing about an object`() throws {
    let settings = try ProjectSettings(Array("variants: {b: {flag-files: x}}".utf8), path: "assay.yml")
    #expect(settings.variants(for: "a.o", isSource: false).isEmpty)
    #expect(settings.variants(for: "a.bpf.c", isSource: true).count == 1)
  }
}
