/// Say how often programs that are already loaded run and for how long, by the kernel's statistics. They are kept by a
/// descriptor of the worker, for as long as it does the job; nobody's setting is changed and nobody's program touched.
public struct LiveJob: Codable, Hashable, Sendable {
  /// Which programs.
  public var selection: LoadedSelection
  /// What is counted in the runs of each program, by the names of `perf list`. It takes two programs of the worker's own at
  /// each, for the length of a window.
  public var events: [String]
  /// The length of a window.
  public var milliseconds: Int
  /// Windows to take, one after the other; nil for as many as there are until the worker is ended.
  public var windows: Int?
  /// Whether windows say which programs are new, and who has them open.
  public var tellsLoads: Bool

  /// A job of one window.
  public init(
    _ selection: LoadedSelection, events: [String] = [], milliseconds: Int, windows: Int? = 1,
    tellsLoads: Bool = false
  ) {
    self.selection = selection
    self.events = events
    self.milliseconds = milliseconds
    self.windows = windows
    self.tellsLoads = tellsLoads
  }
}
