/// Who takes the lines of a `LineReader`.
protocol LineSink {
  /// One line without its end, colour and prefixes; `fromLoader` says that libbpf, not the verifier, wrote it.
  mutating func take(_ line: Span<UInt8>, fromLoader: Bool)
}

/// Cuts a stream of chunks into lines and frees them of what terminals, pagers and loggers put around them.
///
/// A line that lies in one chunk is passed on in place; only one that spans chunks is copied. No line is longer than
/// `bound`: the rest of it is dropped and counted.
struct LineReader: Sendable {
  /// The longest line kept, in bytes. A level-2 state of eight full frames stays below it.
  static let bound = 1 << 16

  /// Bytes read.
  private(set) var bytes = 0
  /// Lines that were longer than `bound`.
  private(set) var linesCut = 0

  private var carry: [UInt8] = []
  private var carriedBytes = 0

  mutating func read(_ chunk: Span<UInt8>, into sink: inout some LineSink) {
    bytes += chunk.count
    var start = 0
    var nextEscape = chunk.first(ASCII.escape, from: 0) ?? chunk.count
    while start < chunk.count {
      guard let end = chunk.first(ASCII.newline, from: start) else {
        hold(chunk.extracting(start..<chunk.count))
        return
      }
      if carriedBytes > 0 {
        hold(chunk.extracting(start..<end))
        flush(into: &sink)
      } else {
        let length = end - start
        if length > Self.bound { linesCut += 1 }
        let line = chunk.extracting(start..<start + min(length, Self.bound))
        if nextEscape < start { nextEscape = chunk.first(ASCII.escape, from: start) ?? chunk.count }
        if nextEscape < end {
          passPlain(line, into: &sink)
        } else {
          pass(line, into: &sink)
        }
      }
      start = end + 1
    }
  }

  /// Passes on the last line when it has no end.
  mutating func finish(into sink: inout some LineSink) {
    if carriedBytes > 0 { flush(into: &sink) }
  }

  private mutating func hold(_ part: Span<UInt8>) {
    carriedBytes += part.count
    let room = min(part.count, Self.bound - carry.count)
    unsafe part.extracting(0..<room).withUnsafeBufferPointer { unsafe carry.append(contentsOf: $0) }
  }

  private mutating func flush(into sink: inout some LineSink) {
    if carriedBytes > Self.bound { linesCut += 1 }
    passPlain(carry.span, into: &sink)
    carry.removeAll(keepingCapacity: true)
    carriedBytes = 0
  }

  /// Passes on a line that may hold terminal sequences.
  private func passPlain(_ line: Span<UInt8>, into sink: inout some LineSink) {
    guard line.first(ASCII.escape, from: 0) != nil else { return pass(line, into: &sink) }
    pass(Self.withoutTerminalSequences(line).span, into: &sink)
  }

  private func pass(_ line: Span<UInt8>, into sink: inout some LineSink) {
    var end = line.count
    // A log buffer handed over whole ends in zero bytes.
    while end > 0, line[end - 1] == ASCII.carriageReturn || line[end - 1] == 0 { end -= 1 }
    let whole = line.extracting(0..<end)
    let prefix = LinePrefix(of: whole)
    let body = whole.extracting(prefix.end..<end)
    if let text = LoggedText(body) {
      let inner = LinePrefix(of: text.bytes.span)
      return sink.take(text.bytes.span.extracting(inner.end..<text.bytes.count), fromLoader: inner.isLoader)
    }
    sink.take(body, fromLoader: prefix.isLoader)
  }

  /// `line` without escape sequences: colours and cursor movements (CSI), titles and links (OSC).
  private static func withoutTerminalSequences(_ line: Span<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(line.count)
    var at = 0
    while at < line.count {
      guard line[at] == ASCII.escape else {
        plain.append(line[at])
        at += 1
        continue
      }
      at += 1
      switch line.byte(at) {
      case UInt8(ascii: "["):
        at += 1
        while let byte = line.byte(at), !(0x40...0x7e).contains(byte) { at += 1 }
        at += 1
      case UInt8(ascii: "]"):
        at += 1
        while let byte = line.byte(at), byte != 0x07, byte != ASCII.escape { at += 1 }
        if line.byte(at) == 0x07 {
          at += 1
        } else if line.byte(at + 1) == UInt8(ascii: "\\") {
          at += 2
        }
      default:
        at += 1
      }
    }
    return plain
  }
}
