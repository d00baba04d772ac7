import Analysis

/// How much stack functions may still take: 512 bytes a frame, and along a chain of calls.
struct StackRoom {
  private let calls: CallGraph
  private let rule: StackRule
  /// Bytes of each frame without what was taken.
  private let own: [Int]
  private var taken: [Int]
  /// The most that a chain may take: what it takes anyway, where the rule is stricter than the kernel that accepts it.
  private let most: Int

  init(frames: [Int], calls: CallGraph, rule: StackRule) {
    own = frames
    taken = [Int](repeating: 0, count: frames.count)
    self.calls = calls
    self.rule = rule
    let deepest = try? StackDepth.deepest(calls, frames: frames, rule: rule)
    most = max(StackRule.limit, deepest?.bytes ?? 0)
  }

  /// Takes bytes for something that uses them while nothing else does. Whether they are there.
  mutating func take(_ bytes: Int, in function: Int) -> Bool {
    guard bytes > taken[function] else { return true }
    guard own[function] + bytes <= StackRule.limit else { return false }
    var frames = zip(own, taken).map { $0 + $1 }
    frames[function] = own[function] + bytes
    let deepest = try? StackDepth.deepest(calls, frames: frames, rule: rule)
    guard let deepest, deepest.bytes <= most else { return false }
    taken[function] = bytes
    return true
  }
}
