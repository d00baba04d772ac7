/// Finds where a trend takes another level; for display, not for gates.
///
/// Exact figures do so wherever one differs from the one before. Of times, the twenty before a point are held against the
/// twenty from it on, or at an end the four or more that there are: a level is the median, as a stored baseline's is. The
/// levels differ where a rank test (Mann and Whitney, 1947) finds so, less than once in a thousand times by chance, and the
/// difference is more than the figures' own intervals and more than three times what they usually stray: an outlier moves
/// neither ranks nor medians far.
public struct ChangeFinder: Hashable, Sendable {
  /// Points on each side that are held against each other.
  static let window = 20
  /// The fewest points of a level.
  static let least = 4
  /// How often a difference of ranks may be by chance; and where fewer points are on one side, of which ranks say less.
  static let significance = (full: 0.001, partial: 0.01)
  /// How many times what figures usually stray a change must be: half of what the middle half of them spans.
  static let deviations = 3.0

  /// Whether figures are exact.
  public var isExact: Bool

  /// A finder for exact figures, or for times.
  public init(isExact: Bool) {
    self.isExact = isExact
  }

  /// The changes, in order. No two figures of different conditions are taken for one level.
  public func changes(_ points: [TrendPoint]) -> [TrendChange] {
    var changes: [TrendChange] = []
    var start = 0
    while start < points.count {
      let conditions = points[start].conditions
      let end = points[start...].firstIndex { $0.conditions != conditions } ?? points.count
      if start > 0 {
        let before = Self.level(points[max(0, start - Self.window)..<start], of: points[start - 1].conditions, isExact)
        let after = isExact ? points[start].value : Self.median(points[start..<min(end, start + Self.window)])
        if before != after {
          changes.append(TrendChange(index: start, before: before, after: after, cause: .conditions))
        }
      }
      changes += isExact ? exactChanges(points, start..<end) : timedChanges(points, start..<end)
      start = end
    }
    return changes
  }

  private func exactChanges(_ points: [TrendPoint], _ range: Range<Int>) -> [TrendChange] {
    range.dropFirst().compactMap { index in
      let (before, after) = (points[index - 1].value, points[index].value)
      return before == after ? nil : TrendChange(index: index, before: before, after: after, cause: .code)
    }
  }

  private func timedChanges(_ points: [TrendPoint], _ range: Range<Int>) -> [TrendChange] {
    guard range.count >= 2 * Self.least else { return [] }
    var changes: [TrendChange] = []
    var near: [TrendChange] = []
    var old = OrderedWindow(capacity: Self.window)
    var new = OrderedWindow(capacity: Self.window)
    for point in points[range].prefix(Self.window) { new.insert(point.value) }
    for index in range.dropFirst() {
      // One goes from the points after to those before; each side has as many as a window at most.
      new.remove(points[index - 1].value)
      old.insert(points[index - 1].value)
      if index + Self.window - 1 < range.upperBound { new.insert(points[index + Self.window - 1].value) }
      if index - Self.window - 1 >= range.lowerBound { old.remove(points[index - Self.window - 1].value) }
      guard index - range.lowerBound >= Self.least, range.upperBound - index >= Self.least,
        abs(new.median - old.median) > Self.deviations * (old.spread + new.spread) / 2,
        let change = change(points, range, index)
      else { continue }
      // Around a step several places tell of it; of a slope that goes on, one now and then.
      if let first = near.first, let last = near.last,
        index - last.index >= Self.window || index - first.index >= 3 * Self.window
          || (change.change > 0) != (last.change > 0)
      {
        changes += best(near, points, range)
        near = []
      }
      near.append(change)
    }
    return changes + best(near, points, range)
  }

  /// The change that some near each other tell of: at the place, of all around theirs, by which points stray least from the
  /// level before and the one after.
  private func best(_ changes: [TrendChange], _ points: [TrendPoint], _ range: Range<Int>) -> [TrendChange] {
    guard let first = changes.first, let last = changes.last else { return [] }
    let start = max(range.lowerBound, first.index - Self.window)
    let end = min(range.upperBound, last.index + Self.window)
    func strays(_ part: ArraySlice<TrendPoint>) -> Double {
      let level = Self.median(part)
      return part.reduce(0) { $0 + abs($1.value - level) }
    }
    let costs = (start + Self.least...end - Self.least).map { index in
      (index: index, cost: strays(points[start..<index]) + strays(points[index..<end]))
    }
    guard let place = costs.min(by: { $0.cost < $1.cost })?.index else { return [] }
    let (before, after) = levels(points, range, at: place)
    return [
      TrendChange(index: place, before: Self.median(before), after: Self.median(after), cause: .code)
    ]
  }

  /// The points that are held against each other at a place.
  private func levels(
    _ points: [TrendPoint], _ range: Range<Int>, at index: Int
  ) -> (before: ArraySlice<TrendPoint>, after: ArraySlice<TrendPoint>) {
    (
      points[max(range.lowerBound, index - Self.window)..<index],
      points[index..<min(range.upperBound, index + Self.window)]
    )
  }

  /// The change of level at a point whose medians differ enough; nil where intervals or ranks say that there is none.
  private func change(_ points: [TrendPoint], _ range: Range<Int>, _ index: Int) -> TrendChange? {
    let (before, after) = levels(points, range, at: index)
    let (old, new) = (Self.median(before), Self.median(after))
    let change = abs(new - old)
    let reaches = (before + after).map { max($0.value - $0.low, $0.high - $0.value) }
    guard change > Sample(reaches).median ?? 0 else { return nil }
    let isFull = min(before.count, after.count) == Self.window
    let chance = RankTest(before.map(\.value), after.map(\.value)).chance
    guard chance < (isFull ? Self.significance.full : Self.significance.partial) else { return nil }
    return TrendChange(index: index, before: old, after: new, cause: .code)
  }

  /// The level that a stretch ends with, of the points of the same conditions.
  private static func level(_ points: ArraySlice<TrendPoint>, of conditions: Int?, _ isExact: Bool) -> Double {
    guard !isExact else { return points.last?.value ?? 0 }
    return median(points.filter { $0.conditions == conditions }[...])
  }

  private static func median(_ points: ArraySlice<TrendPoint>) -> Double { Sample(points.map(\.value)).median ?? 0 }
}
