import Jobs

/// What a program made of a packet.
struct RecordedRun: Sendable {
  /// The case's name.
  var name: String
  /// What was returned; nil when it did not run.
  var returned: UInt32?
  /// The packet afterwards; nil where the type gives none back.
  var packet: [UInt8]?
  /// Why it did not run.
  var failure: CaseFailure?
}
