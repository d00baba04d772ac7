/// One moment in a value's way: what happened to it at a step of the path.
struct StoryEvent: Hashable {
  /// How much a reader needs to see it; of two on one source line the weightier stays.
  enum Weight: Int, Comparable {
    /// How the path came here.
    case context
    /// Where the value was made, or handed on.
    case made
    /// A check that narrowed it.
    case checked
    /// What widened it, moved it or took it away: what was known does not hold after it.
    case lost

    static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  /// The step.
  var step: Int
  /// The instruction's slot, where it comes after the path: `step` is the path's last then.
  var laterSlot: Int?
  /// What happened, in words about the author's names.
  var label: String
  /// How much it matters.
  var weight: Weight
}
