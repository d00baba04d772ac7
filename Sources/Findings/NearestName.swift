/// Finds the name that somebody probably meant.
public enum NearestName {
  /// The candidate with the fewest edits, whatever the case of its letters, when they are few enough to be a slip of the
  /// pen; of equals the first by name.
  public static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
    // A name this long is no slip of the pen, and a list of such names would take long to compare.
    guard name.utf8.count <= 64 else { return nil }
    let tolerated = max(1, name.utf8.count / 3)
    return candidates.filter { $0.utf8.count <= 64 + tolerated }
      .map { (name: $0, distance: distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.distance <= tolerated }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbouring bytes that make one text the other.
  public static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
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
