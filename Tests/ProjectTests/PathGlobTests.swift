import Foundation
import Project
import TestSupport
import Testing

struct PathGlobTests {
  @Test(arguments: [
    ("*.o", "a.o", true), ("*.o", "a/b.o", false), ("**/*.o", "a/b/c.o", true), ("**/*.o", "c.o", true),
    ("a/**", "a/b/c", true), ("a/**/c", "a/c", true), ("a/**/c", "a/b/b/c", true), ("a/**/c", "b/a/c", false),
    ("[ab]?.c", "b1.c", true), ("[!ab]?.c", "b1.c", false), ("[a-c].c", "b.c", true), ("[].c", "[].c", true),
    ("[", "[", true), ("*a*b*c", "xxaxxbxxc", true), ("*a*b*c", "xxaxxbxx", false), ("./a.o", "a.o", true),
    ("/x/*.o", "/x/y.o", true), ("/x/*.o", "x/y.o", false), ("ü?.o", "üö.o", true), ("", "", true),
  ])
  func pathsMatchAsInAShell(pattern: String, path: String, matches: Bool) {
    #expect(PathGlob(pattern).matches(path) == matches)
  }

  @Test func hostilePatternsEnd() {
    let stars = String(repeating: "*a", count: 2000) + "b"
    #expect(!PathGlob(stars).matches(String(repeating: "a", count: 4000)))
    let deep = String(repeating: "**/a/", count: 500) + "b"
    #expect(!PathGlob(deep).matches(String(repeating: "a/", count: 2000) + "c"))
  }

  @Test func filesAreFoundSortedOnceAndLinksEnd() throws {
    let scratch = try TemporaryDirectory()
    for name in ["b.o", "a.o", "sub/c.o", "sub/deep/d.o", ".hidden/e.o", "sub/x.c"] { try scratch.write("", to: name) }
    let top = scratch.url.path
    try FileManager.default.createSymbolicLink(atPath: top + "/sub/loop", withDestinationPath: top)
    func expand(_ pattern: String) -> [String] {
      PathGlob(top + "/" + pattern).expand().map { String($0.dropFirst(top.count + 1)) }
    }
    #expect(expand("*.o") == ["a.o", "b.o"])
    #expect(expand("**/*.o") == ["a.o", "b.o", "sub/c.o", "sub/deep/d.o"])
    #expect(expand("sub/*") == ["sub/c.o", "sub/deep", "sub/loop", "sub/x.c"])
    #expect(expand(".hidden/*.o") == [".hidden/e.o"])
    #expect(expand("none*") == [])
    #expect(expand("a.o") == ["a.o"])
    #expect(expand("missing.o") == [])
  }
}
