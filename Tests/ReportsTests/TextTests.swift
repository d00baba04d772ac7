import Reports
import Testing

@Suite struct TextTests {
  @Test func `numbers are grouped from five digits on`() {
    #expect(
      [0, 999, 1234, 12_345, 1_000_000, -81_905].map(NumberText.grouped) == [
        "0", "999", "1234", "12 345", "1 000 000", "-81 905",
      ])
  }

  @Test func `a share never reads as nothing when it is something`() {
    #expect([0, 0.0001, 0.081905, 1].map(NumberText.percent) == ["0.0", "<0.1", "8.2", "100.0"])
  }

  @Test func `bytes and times take the unit that keeps them short`() {
    #expect([512, 65_536, 1_610_612_736].map(NumberText.bytes) == ["512 B", "64.0 KiB", "1.5 GiB"])
    #expect([85, 1234, 3_400_000].map(NumberText.microseconds) == ["85 µs", "1.2 ms", "3.4 s"])
  }

  @Test func `a cut text is as wide as it may be`() {
    #expect(TerminalText.cut("firewall", to: 8) == "firewall")
    #expect(TerminalText.cut("firewall", to: 5) == "fire…")
    #expect(TerminalText.width(TerminalText.cut("漢字漢字", to: 5)) <= 5)
  }

  @Test(arguments: [
    ("it takes +248 % more", 11, ["it takes", "+248 % more"]),
    ("it takes +248 % more", 9, ["it takes", "+248 %", "more"]),
    ("of 81 905 instructions, or", 8, ["of", "81 905 instructions,", "or"]), ("is (-0.5 %).", 8, ["is", "(-0.5 %)."]),
    ("in line 7 s is", 9, ["in line", "7 s is"]), ("a 1 b", 3, ["a 1", "b"]), ("7 1234", 4, ["7", "1234"]),
    ("12 345 678 ns x", 4, ["12 345 678 ns", "x"]), ("% 5 %", 3, ["%", "5 %"]), ("", 5, []), ("12.5", 2, ["12.5"]),
  ]) func `a number and its unit stay on one line`(text: String, columns: Int, lines: [String]) {
    #expect(TerminalText.wrap(text, to: columns) == lines)
  }

  @Test(arguments: [
    ("::error::x", "\\x3a:error::x"), ("  ::set-output name=a::b", "  \\x3a:set-output name=a::b"),
    ("a ::group::b", "a \\x3a:group::b"), ("a::b", "a::b"), ("::1", "::1"), ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
    ("std::vector ::std::x", "std::vector \\x3a:std::x"), ("x ##[error]y", "x #\\x23[error]y"), ("## [a]", "## [a]"),
    ("::::error::", "::::error::"), ("::", "::"), ("", ""),
  ]) func `a runner takes no text for a command`(text: String, shown: String) {
    #expect(TerminalText.escape(text) == shown)
    #expect(TerminalText.escape(shown) == shown)
  }
}
