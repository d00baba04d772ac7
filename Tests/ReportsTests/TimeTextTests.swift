import Reports
import Testing

/// Times as text.
@Suite struct TimeTextTests {
  @Test(arguments: [
    (0, "1970-01-01 00:00"), (951_782_400, "2000-02-29 00:00"), (1_796_051_640, "2026-11-30 15:14"),
    (4_107_542_399, "2100-02-28 23:59"), (32_503_679_999, "2999-12-31 23:59"), (-1, "1969-12-31 23:59"),
  ]) func `a time is told in UTC`(seconds: Int, text: String) { #expect(TimeText.minute(seconds) == text) }

  @Test func `what is told is read again`() {
    for seconds in stride(from: 0, to: 32_503_680_000, by: 86_400 * 97 + 3_660) {
      #expect(TimeText.seconds(TimeText.minute(seconds)) == seconds / 60 * 60)
    }
    #expect(TimeText.seconds("2026-11-30") == 1_795_996_800)
    #expect(TimeText.seconds("2026-11-30T15:14:05Z") == 1_796_051_645)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-30", "26-11-30", "2026-11-30 25:00", "2026-11-30T", "x-y-z", "２０２６-11-30",
  ])
  func `what is no time is none`(text: String) { #expect(TimeText.seconds(text) == nil) }
}
