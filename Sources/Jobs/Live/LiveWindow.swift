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
  /// A program that was asked for and is not there, or an event that cannot be counted.
  public struct Missing: Codable, Hashable, Sendable {
    /// Its id, path or name, as it was asked for.
    public var name: String
    /// Why.
    public var reason: Reason
    /// Whether there is no such thing: else it could not be looked at.
    public var isUnknown: Bool

    /// A program.
    public init(name: String, reason: Reason, isUnknown: Bool) {
      self.name = name
      self.reason = reason
      self.isUnknown = isUnknown
    }
  }
  /// A further counter.
  public struct Counter: Codable, Hashable, Sendable {
    /// The event, as it was asked for.
    public var name: String
    /// What it counts in a run of an empty program of ours: what counting itself takes. Nil where that is not known.
    public var floor: Double?

    /// A counter.
    public init(name: String, floor: Double? = nil) {
      self.name = name
      self.floor = floor
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
  /// The programs that were not there when the window before began; of the first window all. Nil where that was not asked for.
  public var loads: [LiveLoad]?
  /// Programs that came after the window before began and went before this one did, as far as the kernel's numbers for
  /// programs tell: it gives each to one program. Nil where that was not asked for.
  public var passed: Int?
  /// What was counted beside in the runs of each program.
  public var counters: [Counter]
  /// What could not be looked at.
  public var missing: [Missing]

  /// A window.
  public init(number: Int) {
    self.number = number
    nanoseconds = 0
    programs = []
    counters = []
    missing = []
  }
}
