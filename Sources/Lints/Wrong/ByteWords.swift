/// Bytes by their offsets, in words.
enum ByteWords {
  /// `byte 3`, `bytes 12 to 15`, `bytes 1 to 3 and 8`: offsets ascend.
  static func list(_ offsets: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for offset in offsets {
      if let last = runs.last, last.upperBound == offset - 1 {
        runs[runs.count - 1] = last.lowerBound...offset
      } else {
        runs.append(offset...offset)
      }
    }
    let words = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
    let text =
      words.count > 1 ? words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "") : words.first ?? ""
    return (offsets.count == 1 ? "byte " : "bytes ") + text
  }
}
