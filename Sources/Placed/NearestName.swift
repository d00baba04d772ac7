/// What someone probably meant.
enum NearestName {
  /// `did you mean 'objects'?` when a known name is near.
  static func hint(for name: String, among known: [String]) -> String? {
    let letters = Array(name.lowercased().unicodeScalars.prefix(64))
    let ranked = known.map { (name: $0, distance: distance(letters, Array($0.lowercased().unicodeScalars))) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(1, letters.count / 3) ? "did you mean '\(best.name)'?" : nil
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var above = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var line = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(above[column] + (scalar == other ? 0 : 1), above[column + 1] + 1, line[column] + 1)
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          best = min(best, before[column - 1] + 1)
        }
        line.append(best)
      }
      (before, above) = (above, line)
    }
    return above[right.count]
  }
}
