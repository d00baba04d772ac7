import Jobs

/// What makes an attached program run, over and over.
protocol RepeatedDeed: AnyObject {
  /// Whether it gives the processor away: that it was given away then tells of no disturbance.
  var givesAway: Bool { get }
  /// Does it so often.
  func fire(_ count: Int) throws(Refusal)
}
