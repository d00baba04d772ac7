/// A while in which loaded programs were looked at.
public struct LiveWindow: Codable, Hashable, Sendable {
  /// Who keeps statistics beside us.
  public enum Keeper: String, Codable, Sendable {
    /// `kernel.bpf_stats_enabled` is set.
    case setting
    /// Another process holds the descriptor of `BPF_ENABLE_STATS`.
    case process
  }
  /// What the statistics say of a run of an empty program of ours, in nanoseconds.
  public struct Floor: Codable, Hashable, Sendable {
    /// The median of some bursts.
    public var value: Double
    /// The smallest.
    public var least: Double
    /// The greatest.
    public var most: Double

    /// A floor.
    public init(value: Double, least: Double, most: Double) {
      self.value = value
      self.least = least
      self.most = most
    }
  }
  /// A program that was asked for and is not there.
  public struct Missing: Codable, Hashable, Sendable {
    /// Its id or path, as it was asked for.
    public var name: String
    /// Why.
    public var reason: Reason
    /// Whether there is no such program: else it could not be looked at.
    public var isUnknown: Bool

    /// A program.
    public init(name: String, reason: Reason, isUnknown: Bool) {
      self.name = name
      self.reason = reason
      self.isUnknown = isUnknown
    }
  }
  /// Its number, from 0.
  public var number: Int
  /// How long it was, in nanoseconds.
  public var nanoseconds: Int
  /// The floor; nil where no program of ours could be run.
  public var floor: Floor?
  /// Who else keeps statistics; nil when they were kept for this alone.
  public var keeper: Keeper?
  /// The programs that were there when it began, by their ids.
  public var programs: [LiveProgram]
  /// What could not be looked at.
  public var missing: [Missing]

  /// A window.
  public init(number: Int) {
    self.number = number
    nanoseconds = 0
    programs = []
    missing = []
  }
}
