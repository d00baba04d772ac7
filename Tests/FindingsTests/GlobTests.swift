import Findings
import Testing

struct GlobTests {
  @Test(arguments: [
    ("*", "", true), ("a*c", "abbc", true), ("a?c", "ac", false), ("*.o", "a.o", true), ("a", "ab", false),
  ])
  func `a pattern fits the whole text`(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test func `a hostile pattern takes time in proportion`() {
    #expect(!Glob(String(repeating: "a*", count: 200) + "b").matches(String(repeating: "a", count: 2000)))
  }
}
