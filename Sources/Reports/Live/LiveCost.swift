public import Jobs

/// What a loaded program cost in a window.
public struct LiveCost: Hashable, Sendable {
  /// Runs in a second.
  public let rate: Double
  /// Nanoseconds of one run, as the statistics say; nil for a program that did not run.
  public let reported: Double?
  /// The same without what they say of an empty program; nil where that is not known. Below what statistics can tell it is 0.
  public let net: Double?
  /// The part of one processor that it took, without what an empty program is said to take; nil where that is not known.
  public let share: Double?

  /// The cost of a program of a window.
  public init(_ program: LiveProgram, in window: LiveWindow) {
    let rate = window.nanoseconds > 0 ? Double(program.runs) / Double(window.nanoseconds) * 1e9 : 0
    self.rate = rate
    guard program.runs > 0 else {
      reported = nil
      net = nil
      share = program.isGone ? nil : 0
      return
    }
    let reported = Double(program.nanoseconds) / Double(program.runs)
    self.reported = reported
    let net = window.floor.map { max(0, reported - $0.value) }
    self.net = net
    share = net.map { $0 * rate / 1e9 }
  }
}
