import Glibc

/// What reading a log needs of borrowed bytes. Nothing here allocates, and every position may be out of range.
extension Span where Element == UInt8 {
  /// The byte at `position`, nil beyond either end.
  @inline(__always)
  func byte(_ position: Int) -> UInt8? {
    position >= 0 && position < count ? self[position] : nil
  }

  /// Whether `word` stands at `position`.
  @inline(__always)
  func has(_ word: StaticString, at position: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard position >= 0, position <= count - length else { return false }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return length == 0 }
      return unsafe memcmp(base + position, word.utf8Start, length) == 0
    }
  }

  /// The first place of `byte` at or after `start`.
  @inline(__always)
  func first(_ byte: UInt8, from start: Int) -> Int? {
    guard start >= 0, start < count else { return nil }
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, let hit = unsafe memchr(base + start, CInt(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// The first place of `word` at or after `start`.
  func first(_ word: StaticString, from start: Int) -> Int? {
    guard word.utf8CodeUnitCount > 0 else { return nil }
    let initial = unsafe word.utf8Start.pointee
    var at = start
    while let hit = first(initial, from: at) {
      if has(word, at: hit) { return hit }
      at = hit + 1
    }
    return nil
  }

  /// The first position at or after `start` that holds neither a blank nor a tab.
  @inline(__always)
  func skipBlanks(from start: Int) -> Int {
    var at = start
    while at < count, self[at] == ASCII.space || self[at] == ASCII.tab { at += 1 }
    return at
  }

  /// `range` without blanks, tabs and carriage returns at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, ASCII.isBlank(self[low]) { low += 1 }
    while high > low, ASCII.isBlank(self[high - 1]) { high -= 1 }
    return low..<high
  }

  /// The decimal number at `at`, which moves past it; nil without a digit, or when it exceeds 2^31 - 1: no index, line
  /// or count in a verifier log does.
  @inline(__always)
  func decimal(_ at: inout Int) -> Int? {
    let start = at
    var value = 0
    while at < count, case let digit = self[at] &- ASCII.zero, digit < 10 {
      value = value * 10 + Int(digit)
      guard value <= Int(Int32.max) else {
        at = start
        return nil
      }
      at += 1
    }
    return at > start ? value : nil
  }

  /// The text in `range`; bytes that are no UTF-8 become U+FFFD.
  func string(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
