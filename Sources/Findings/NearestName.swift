/// Finds the name that somebody probably meant.
public enum NearestName {
  /// The candidate with the fewest edits, whatever the case of its letters, when they are few enough to be a slip of the
  /// pen; of equals the first by name.
  public static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
    // A name this long is no slip of the pen, and a list of such names would take long to compare.
    guard name.utf8.count <= 64 else { return nil }
    let wanted = folded(name)
    let letters = LetterCounts(wanted)
    var most = max(1, wanted.count / 3)
    var nearest: String?
    for candidate in candidates where abs(candidate.utf8.count - wanted.count) <= most {
      let other = folded(candidate)
      // Each edit changes the letters that there are by two at most: most names are out before they are compared.
      guard letters.difference(from: LetterCounts(other)) <= 2 * most else { continue }
      let distance = distance(wanted, other)
      guard distance <= most, distance < most || nearest.map({ candidate < $0 }) ?? true else { continue }
      (most, nearest) = (distance, candidate)
    }
    return nearest
  }

  /// How often each of 32 kinds of bytes is in a name.
  private struct LetterCounts {
    private var counts = SIMD32<Int16>.zero

    init(_ bytes: [UInt8]) {
      for byte in bytes.prefix(100) { counts[Int(byte & 31)] &+= 1 }
    }

    func difference(from other: LetterCounts) -> Int {
      let difference = counts &- other.counts
      return Int(difference.replacing(with: 0 &- difference, where: difference .< 0).wrappedSum())
    }
  }

  /// In small letters, where they are ASCII.
  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Insertions, deletions, replacements and swaps of neighbouring bytes that make one text the other.
  public static func distance(_ left: String, _ right: String) -> Int { distance(Array(left.utf8), Array(right.utf8)) }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], other == left[row - 1] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
