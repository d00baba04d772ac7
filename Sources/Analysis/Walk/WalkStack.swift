import BPF

/// What a frame's stack holds on one path, by words of 8 bytes from its top.
struct WalkStack: Hashable, Sendable {
  /// What is known of a byte.
  enum Byte: UInt8, Hashable, Sendable {
    case unwritten, written, zero, anything
    /// By a helper: any number.
    case filled
  }

  private struct Word: Hashable, Sendable {
    var bytes: SIMD8<UInt8> = .zero
    /// What was stored at once, and where in the word.
    var value: WalkValue?
    var place: Range<Int> = 0..<0
  }

  /// By the word's number from the frame pointer downwards.
  private var words: [Int: Word] = [:]
  /// Nothing is known of any byte.
  private(set) var isAnything = false

  var values: [WalkValue] { words.values.compactMap(\.value) }

  mutating func forgetAll() {
    isAnything = true
    words = [:]
  }

  /// What is written from an offset up to the frame's top may be anything now.
  mutating func forget(from offset: Int, count: Int? = nil) {
    let end = count.map { min(0, offset + $0) } ?? 0
    guard offset >= -512, offset < end else { return }
    for at in offset..<end { set(.anything, at: at) }
  }

  /// Bytes were filled with what nothing is known of.
  mutating func fill(from offset: Int, count: Int) {
    guard offset >= -512, count > 0, offset + count <= 0 else { return }
    for at in offset..<offset + count { set(.filled, at: at) }
  }

  private mutating func set(_ byte: Byte, at offset: Int) {
    guard !isAnything else { return }
    let number = offset >> 3
    let index = offset & 7
    var word = words[number] ?? Word()
    if word.place.contains(index) {
      // What is left of the value is in pieces.
      if word.value != nil { for at in word.place { word.bytes[at] = Byte.anything.rawValue } }
      word.value = nil
      word.place = 0..<0
    }
    word.bytes[index] = byte.rawValue
    words[number] = word
  }

  mutating func store(_ value: WalkValue, at offset: Int, size: Int) {
    guard !isAnything, offset >= -512, offset + size <= 0 else { return }
    let isZero = value.kind == .number && value.range.constant == 0
    for at in offset..<offset + size { set(isZero ? .zero : .written, at: at) }
    let number = offset >> 3
    let index = offset & 7
    guard index + size <= 8, !isZero else { return }
    words[number]?.value = value
    words[number]?.place = index..<index + size
  }

  /// What a load finds; nil where a byte was never written.
  func load(at offset: Int, size: Int) -> WalkValue? {
    guard !isAnything else { return .anything }
    let number = offset >> 3
    let index = offset & 7
    guard index + size <= 8 else { return .anything }
    guard let word = words[number] else { return nil }
    let place = index..<index + size
    if let value = word.value, word.place == place { return value }
    let bytes = place.map { word.bytes[$0] }
    if bytes.contains(Byte.unwritten.rawValue) { return nil }
    if bytes.allSatisfy({ $0 == Byte.zero.rawValue }) { return .constant(0) }
    if bytes.contains(Byte.anything.rawValue) { return .anything }
    if bytes.allSatisfy({ $0 == Byte.filled.rawValue }), let size = AccessSize(rawValue: size) {
      return .number(.loaded(size, isSigned: false))
    }
    // A part of a pointer is refused, one of a number is known to some kernels.
    if let value = word.value, word.place.overlaps(place), value.kind != .number { return .anything }
    return .number(.vague)
  }

  /// The first byte of a range that was never written; nil where all were.
  func firstUnwritten(from offset: Int, count: Int) -> Int? {
    guard !isAnything, count > 0, offset >= -512, offset + count <= 0 else { return nil }
    return (offset..<offset + count).first { at in (words[at >> 3]?.bytes[at & 7] ?? 0) == Byte.unwritten.rawValue }
  }

  mutating func change(_ body: (inout WalkValue) -> Void) {
    for (number, word) in words where word.value != nil {
      guard var value = word.value else { continue }
      body(&value)
      words[number]?.value = value
    }
  }
}
