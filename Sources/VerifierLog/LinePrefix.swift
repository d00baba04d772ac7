/// What loggers and quoting put before a verifier's line: kernel times, journald's, GitHub's and Go's stamps, `libbpf: `,
/// Markdown quotes. Each line is looked at alone, so a log that changes its prefix halfway is read all the same.
struct LinePrefix {
  /// Where the verifier's own text begins.
  private(set) var end = 0
  /// libbpf's prefix was among them.
  private(set) var isLoader = false

  /// Prefixes nest (`> [   12.345678] libbpf: `), but not deeper than this.
  private static let deepest = 6

  init(of line: Span<UInt8>) {
    for _ in 0..<Self.deepest {
      guard let first = line.byte(end), let next = Self.pass(line, first, end) else { return }
      if first == UInt8(ascii: "l") { isLoader = true }
      end = next
    }
  }

  @inline(__always)
  private static func pass(_ line: Span<UInt8>, _ first: UInt8, _ at: Int) -> Int? {
    switch first {
    case UInt8(ascii: "["): kernelTime(line, at)
    case UInt8(ascii: ">"): quote(line, at)
    case UInt8(ascii: "l"): line.has("libbpf: ", at: at) ? at + 8 : nil
    case ASCII.space, ASCII.tab: indentedLoader(line, at)
    case UInt8(ascii: "1"), UInt8(ascii: "2"): isoStamp(line, at) ?? slashedStamp(line, at)
    case UInt8(ascii: "A")...UInt8(ascii: "W"): wordyStamp(line, at) ?? calendarStamp(line, at) ?? level(line, at)
    default: nil
    }
  }

  /// Blanks before `libbpf: `, as a paste into a list or a test's report has them. Before the verifier's lines they stay.
  private static func indentedLoader(_ line: Span<UInt8>, _ start: Int) -> Int? {
    let at = line.skipBlanks(from: start)
    return line.byte(at) == UInt8(ascii: "l") && line.has("libbpf: ", at: at) ? at : nil
  }

  /// `2024/08/05 14:10:43 ` (Go's logger).
  private static func slashedStamp(_ line: Span<UInt8>, _ start: Int) -> Int? {
    guard line.byte(start + 4) == UInt8(ascii: "/"), line.byte(start + 7) == UInt8(ascii: "/"),
      line.byte(start + 10) == ASCII.space, line.byte(start + 13) == UInt8(ascii: ":"),
      line.byte(start + 16) == UInt8(ascii: ":"), let blank = line.first(ASCII.space, from: start + 17),
      blank < start + 28
    else { return nil }
    return blank + 1
  }

  /// `Fri Mar 20 09:22:11 2026: ` with `[libs]: ` where a component follows (Falco).
  private static func calendarStamp(_ line: Span<UInt8>, _ start: Int) -> Int? {
    guard line.byte(start + 3) == ASCII.space, line.byte(start + 7) == ASCII.space,
      line.byte(start + 13) == UInt8(ascii: ":"), line.byte(start + 16) == UInt8(ascii: ":"),
      line.has(": ", at: start + 24)
    else { return nil }
    let body = start + 26
    guard line.byte(body) == UInt8(ascii: "["), let close = line.first("]: ", from: body), close - body < 32 else {
      return body
    }
    return close + 3
  }

  /// `ERRO[0045] ` (logrus).
  private static func level(_ line: Span<UInt8>, _ start: Int) -> Int? {
    guard line.byte(start + 4) == UInt8(ascii: "[") else { return nil }
    var at = start + 5
    guard line.decimal(&at) != nil, line.has("] ", at: at) else { return nil }
    return at + 2
  }

  /// `[   12.345678] `, with `[12.345678][ T1234] ` as newer kernels print the task.
  private static func kernelTime(_ line: Span<UInt8>, _ start: Int) -> Int? {
    var at = line.skipBlanks(from: start + 1)
    guard line.decimal(&at) != nil, line.byte(at) == UInt8(ascii: ".") else { return nil }
    at += 1
    guard line.decimal(&at) != nil, line.byte(at) == UInt8(ascii: "]") else { return nil }
    at += 1
    if line.byte(at) == UInt8(ascii: "["), let close = line.first(UInt8(ascii: "]"), from: at), close - at < 16 {
      at = close + 1
    }
    return line.byte(at) == ASCII.space ? at + 1 : at
  }

  /// `> ` and `>`; an old verifier state keeps the blank it begins with.
  private static func quote(_ line: Span<UInt8>, _ start: Int) -> Int? {
    line.byte(start + 1) == ASCII.space ? start + 2 : start + 1
  }

  /// `2026-11-23T21:18:00.1234567Z ` (GitHub), `2026-11-23T21:18:00+0000 host unit[1]: ` (journald, ISO).
  private static func isoStamp(_ line: Span<UInt8>, _ start: Int) -> Int? {
    guard line.byte(start + 4) == UInt8(ascii: "-"), line.byte(start + 7) == UInt8(ascii: "-"),
      let middle = line.byte(start + 10), middle == UInt8(ascii: "T") || middle == ASCII.space,
      line.byte(start + 13) == UInt8(ascii: ":"), line.byte(start + 16) == UInt8(ascii: ":"),
      let blank = line.first(ASCII.space, from: start + 11)
    else { return nil }
    return unit(line, blank + 1, words: 2) ?? blank + 1
  }

  /// `Nov 23 21:18:00 host unit[1]: ` (syslog, journald); the month may be another language's.
  private static func wordyStamp(_ line: Span<UInt8>, _ start: Int) -> Int? {
    guard let blank = (start + 3...start + 5).first(where: { line.byte($0) == ASCII.space }),
      line.byte(blank + 3) == ASCII.space, line.byte(blank + 6) == UInt8(ascii: ":"),
      line.byte(blank + 9) == UInt8(ascii: ":"), line.byte(blank + 12) == ASCII.space
    else { return nil }
    return unit(line, blank + 13, words: 2)
  }

  /// `host unit[1]: ` or `host kernel: `.
  private static func unit(_ line: Span<UInt8>, _ start: Int, words: Int) -> Int? {
    guard let colon = line.first(": ", from: start), colon - start < 128, colon > start else { return nil }
    var blanks = 0
    for at in start..<colon where line[at] == ASCII.space { blanks += 1 }
    guard blanks == words - 1, line[colon - 1] == UInt8(ascii: "]") || line.has("kernel", at: colon - 6) else {
      return nil
    }
    return colon + 2
  }
}
