import Jobs

/// What a machine is like for measuring, at one moment.
struct PreflightReport: Hashable, Sendable {
  /// All that was looked at. An item's state says whether it leaves figures as they should be.
  var group: Survey.Group
  /// A digest of what changes figures and stays: figures of two machines, or of one before and after a change, are only
  /// compared where it is the same. 16 hexadecimal digits.
  var fingerprint: String
  /// Whether statistics add their cost to every run; nil when it could not be told.
  var keepsStatistics: Bool?
  /// Whether programs are interpreted.
  var isInterpreted: Bool
  /// Whether instructions are: times say nothing of a processor.
  var isEmulated: Bool
  /// Whether more tasks want processors than there are: a clock that goes on while the task waits is no basis for a verdict.
  var isLoaded: Bool
}
