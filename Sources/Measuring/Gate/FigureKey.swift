public import Jobs

/// What a figure depends on beside the program's code. Figures of different runs tell of the code only where the rest is the
/// same.
public struct FigureKey: Codable, Hashable, Sendable {
  /// One of the things.
  public enum Part: String, Codable, Sendable, CaseIterable {
    /// What compiled the program.
    case compiler
    /// The kernel's release.
    case kernel
    /// The kernel's file, by its SHA-256, in a virtual machine.
    case image
    /// What emulates the machine.
    case emulator
    /// The processor's model.
    case processor
    /// The kernel's command line, in a virtual machine.
    case commandLine
    /// What else of a real machine figures depend on, as a digest.
    case machine
    /// What readings were taken from.
    case clock
    /// What made the program run.
    case driver
  }
  /// What differs in one of them.
  public struct Difference: Codable, Hashable, Sendable {
    /// In which.
    public var part: Part
    /// What it was; nil where it was not known.
    public var before: String?
    /// What it is.
    public var after: String?

    /// A difference.
    public init(part: Part, before: String?, after: String?) {
      self.part = part
      self.before = before
      self.after = after
    }
  }
  /// What compiled the program; nil where its object does not say.
  public var compiler: String?
  /// The kernel's release.
  public var kernel: String?
  /// The SHA-256 of the kernel's file, in a virtual machine.
  public var image: String?
  /// QEMU and its version, in a virtual machine.
  public var emulator: String?
  /// The processor's model.
  public var processor: String?
  /// The kernel's command line, in a virtual machine.
  public var commandLine: String?
  /// A digest of what else figures depend on, where time was taken.
  public var machine: String?
  /// What readings were taken from.
  public var clock: BenchClock.Rung?
  /// What made the program run; nil for test runs.
  public var driver: String?
  /// The SHA-256 of the object: another one is what a comparison is for.
  public var object: String

  /// A key of which only the object is known.
  public init(object: String) {
    self.object = object
  }

  /// What differs from an earlier key. The compiler comes first: where it changed, nothing can be said of the code.
  public func differences(from earlier: FigureKey) -> [Difference] {
    Part.allCases.compactMap { part in
      let (before, after) = (earlier.value(part), value(part))
      return before == after ? nil : Difference(part: part, before: before, after: after)
    }
  }

  /// What one of the things is; nil where it is not known.
  public func value(_ part: Part) -> String? {
    switch part {
    case .compiler: compiler
    case .kernel: kernel
    case .image: image
    case .emulator: emulator
    case .processor: processor
    case .commandLine: commandLine
    case .machine: machine
    case .clock: clock?.rawValue
    case .driver: driver
    }
  }
}
