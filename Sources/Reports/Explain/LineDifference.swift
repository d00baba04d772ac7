/// Two small texts as lines that stay, go and come.
enum LineDifference {
  /// A line with its sign: a blank, `-` or `+`.
  struct Line: Hashable {
    var sign: Character
    var text: String
  }

  /// The fewest lines taken away and added that make one text the other. Time is the product of the line counts: for
  /// pages, not for files.
  static func lines(from before: String, to after: String) -> [Line] {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // The longest common run of lines from each pair of places on.
    var common = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for left in old.indices.reversed() {
      for right in new.indices.reversed() {
        common[left][right] =
          old[left] == new[right]
          ? common[left + 1][right + 1] + 1 : max(common[left + 1][right], common[left][right + 1])
      }
    }
    var lines: [Line] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, right < new.count, old[left] == new[right] {
        lines.append(Line(sign: " ", text: old[left]))
        left += 1
        right += 1
      } else if left < old.count, right == new.count || common[left + 1][right] >= common[left][right + 1] {
        lines.append(Line(sign: "-", text: old[left]))
        left += 1
      } else {
        lines.append(Line(sign: "+", text: new[right]))
        right += 1
      }
    }
    while lines.last?.text.isEmpty == true { lines.removeLast() }
    return lines
  }
}
