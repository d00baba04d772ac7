/// Counts the instructions walked under each source line.
struct SourceLineTally: Sendable {
  private struct Key: Hashable, Sendable {
    var file: String?
    var line: Int?
    var text: String
  }

  private let most: Int
  private var indices: [Key: Int] = [:]
  private var counts: [SourceLineCount] = []
  private var current: Int?
  private(set) var omitted = 0

  init(most: Int) {
    self.most = most
  }

  /// The source line that the next instructions belong to.
  mutating func enter(text: String, file: String?, line: Int?) {
    let key = Key(file: file, line: line, text: text)
    if let index = indices[key] {
      current = index
      return
    }
    guard counts.count < most * 4 else {
      omitted += 1
      current = nil
      return
    }
    current = counts.count
    indices[key] = counts.count
    counts.append(SourceLineCount(file: file, line: line, text: text, instructions: 0))
  }

  /// An instruction was walked.
  @inline(__always)
  mutating func count() {
    if let current { counts[current].instructions += 1 }
  }

  /// The counts, most first, then by place; and how many lines are not among them.
  func ranked() -> (counts: [SourceLineCount], omitted: Int) {
    let walked = counts.filter { $0.instructions > 0 }
    let ranked = walked.sorted { left, right in
      if left.instructions != right.instructions { return left.instructions > right.instructions }
      if left.file != right.file { return (left.file ?? "") < (right.file ?? "") }
      if left.line != right.line { return (left.line ?? 0) < (right.line ?? 0) }
      return left.text < right.text
    }
    return (Array(ranked.prefix(most)), omitted + max(0, ranked.count - most))
  }
}
