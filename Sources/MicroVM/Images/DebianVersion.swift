/// A package's version in the order of Debian's policy manual (5.6.12): runs of digits compare as numbers, `~` sorts
/// before everything, letters before other characters.
struct DebianVersion: Comparable, Hashable, Sendable {
  /// As it is written.
  let text: String

  init(_ text: some StringProtocol) { self.text = String(text) }

  static func < (left: DebianVersion, right: DebianVersion) -> Bool { left.precedes(right) == true }

  static func == (left: DebianVersion, right: DebianVersion) -> Bool { left.precedes(right) == nil }

  func hash(into hasher: inout Hasher) {
    // Equal versions may be written differently only by zeros before numbers.
    hasher.combine(text.filter { $0 != "0" })
  }

  /// Whether it comes before the other; nil when they are equal.
  private func precedes(_ other: DebianVersion) -> Bool? {
    let (leftEpoch, leftRest) = Self.epoch(text)
    let (rightEpoch, rightRest) = Self.epoch(other.text)
    guard leftEpoch == rightEpoch else { return leftEpoch < rightEpoch }
    var (left, right) = (Array(leftRest.utf8)[...], Array(rightRest.utf8)[...])
    while !left.isEmpty || !right.isEmpty {
      let (word, otherWord) = (Self.takeWord(&left), Self.takeWord(&right))
      for index in 0..<max(word.count, otherWord.count) {
        let (rank, otherRank) = (Self.rank(word, index), Self.rank(otherWord, index))
        guard rank == otherRank else { return rank < otherRank }
      }
      let (number, otherNumber) = (Self.takeNumber(&left), Self.takeNumber(&right))
      guard number == otherNumber else {
        return number.count == otherNumber.count
          ? number.lexicographicallyPrecedes(otherNumber) : number.count < otherNumber.count
      }
    }
    return nil
  }

  private static func epoch(_ text: String) -> (Int, Substring) {
    guard let colon = text.firstIndex(of: ":"), let epoch = Int(text[..<colon]) else { return (0, text[...]) }
    return (epoch, text[text.index(after: colon)...])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func takeWord(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let word = Array(rest.prefix { !isDigit($0) })
    rest = rest.dropFirst(word.count)
    return word
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix(while: isDigit)
    rest = rest.dropFirst(digits.count)
    return Array(digits.drop { $0 == 0x30 })
  }

  /// A character's place; the end of a word comes after `~` and before all others.
  private static func rank(_ word: [UInt8], _ index: Int) -> Int {
    guard index < word.count else { return 0 }
    let byte = word[index]
    if byte == UInt8(ascii: "~") { return -1 }
    let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    return isLetter ? Int(byte) : Int(byte) + 256
  }
}
