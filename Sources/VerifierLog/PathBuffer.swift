/// The lines of the path that the verifier is on, as a stack: it is cut back when a branch is resumed, and grows again.
///
/// The first lines are kept for good, the last ones in a window; what falls out between them is only counted. So memory
/// is bounded, and both ends of a path of any length are at hand.
struct PathBuffer: Sendable {
  /// A line: where its bytes are, and the instruction when it is one.
  struct Line: Sendable {
    var start: Int
    var end: Int
    var instruction: Int32
  }

  private struct Lines: Sendable {
    var lines: [Line] = []
    var bytes: [UInt8] = []

    mutating func append(_ line: Span<UInt8>, instruction: Int32) {
      let start = bytes.count
      unsafe line.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
      lines.append(Line(start: start, end: bytes.count, instruction: instruction))
    }

    mutating func truncate(to count: Int) {
      guard count < lines.count else { return }
      bytes.removeSubrange(lines[count].start...)
      lines.removeSubrange(count...)
    }

    mutating func removeFirst(_ count: Int) {
      guard count > 0, count <= lines.count else { return }
      let shift = count == lines.count ? bytes.count : lines[count].start
      bytes.removeSubrange(..<shift)
      lines.removeSubrange(..<count)
      for index in lines.indices {
        lines[index].start -= shift
        lines[index].end -= shift
      }
    }

    func text(_ index: Int) -> String {
      String(decoding: bytes[lines[index].start..<lines[index].end], as: UTF8.self)
    }
  }

  private let limits: LogLimits
  private var head = Lines()
  private var tail = Lines()
  private var headIsFull = false
  private(set) var omitted = 0

  init(limits: LogLimits) {
    self.limits = limits
  }

  /// The path's length in lines, with those left out.
  var depth: Int { head.lines.count + omitted + tail.lines.count }

  mutating func append(_ line: Span<UInt8>, instruction: Int? = nil) {
    let number = Int32(truncatingIfNeeded: instruction ?? -1)
    if !headIsFull, head.lines.count < limits.pathLines / 4, head.bytes.count + line.count <= limits.pathBytes / 4 {
      head.append(line, instruction: number)
      return
    }
    headIsFull = true
    tail.append(line, instruction: number)
    // The window slides in large steps, so that each line is moved about once.
    if tail.lines.count > 2 * tailLines || tail.bytes.count > 2 * tailBytes { slide() }
  }

  /// Cuts the path back to its first `depth` lines.
  mutating func truncate(to depth: Int) {
    let inTail = depth - head.lines.count - omitted
    if inTail >= 0 {
      tail.truncate(to: inTail)
      return
    }
    tail.truncate(to: 0)
    omitted = max(0, depth - head.lines.count)
    if omitted == 0 {
      head.truncate(to: max(0, depth))
      headIsFull = false
    }
  }

  /// Where the latest line that is instruction `instruction` ends, searched among the last `reach` lines that are kept.
  func depth(afterLast instruction: Int, reach: Int) -> Int? {
    let number = Int32(truncatingIfNeeded: instruction)
    var left = reach
    for (lines, below) in [(tail.lines, head.lines.count + omitted), (head.lines, 0)] {
      var index = lines.count
      while index > 0, left > 0 {
        index -= 1
        left -= 1
        if lines[index].instruction == number { return below + index + 1 }
      }
    }
    return nil
  }

  /// The path's lines, loops that were walked many times and a middle that is too long left out.
  func rendered() -> (path: [String], omissions: [PathOmission]) {
    var tail = tail
    var omitted = omitted
    let over = Self.excess(tail, lines: tailLines, bytes: tailBytes)
    tail.removeFirst(over)
    omitted += over

    var path: [String] = []
    var omissions: [PathOmission] = []
    Self.render(head, into: &path, &omissions)
    if omitted > 0 { omissions.append(PathOmission(position: path.count, lines: omitted)) }
    Self.render(tail, into: &path, &omissions)
    return (path, omissions)
  }

  private var tailLines: Int { max(1, limits.pathLines - limits.pathLines / 4) }
  private var tailBytes: Int { max(1, limits.pathBytes - limits.pathBytes / 4) }

  private mutating func slide() {
    let over = Self.excess(tail, lines: tailLines, bytes: tailBytes)
    tail.removeFirst(over)
    omitted += over
  }

  /// How many of the first lines must go so that the rest fits.
  private static func excess(_ tail: Lines, lines: Int, bytes: Int) -> Int {
    var first = max(0, tail.lines.count - lines)
    while first < tail.lines.count, tail.bytes.count - tail.lines[first].start > bytes { first += 1 }
    return first
  }

  private static func render(_ lines: Lines, into path: inout [String], _ omissions: inout [PathOmission]) {
    var next = 0
    for cycle in PathCycle.find(in: lines.lines.map(\.instruction)) {
      while next < cycle.omitted.lowerBound {
        path.append(lines.text(next))
        next += 1
      }
      omissions.append(
        PathOmission(position: path.count, lines: cycle.omitted.count, iterations: cycle.iterations))
      next = cycle.omitted.upperBound
    }
    while next < lines.lines.count {
      path.append(lines.text(next))
      next += 1
    }
  }
}
