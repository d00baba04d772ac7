public import Jobs

/// Which loaded programs are looked at, and for how long.
public struct LiveRequest: Sendable {
  /// Which programs.
  public var selection: LoadedSelection
  /// Further events to count in the runs of each, by the names of `perf list`.
  public var events: [String] = []
  /// The length of a window, in seconds.
  public var seconds: Double
  /// Windows; nil for as many as there are until the run is cancelled.
  public var windows: Int?
  /// Whether windows say which programs are new.
  public var tellsLoads = false
  /// The worker's path; found beside `assay` when nil.
  public var worker: String?

  /// A request.
  public init(_ selection: LoadedSelection, seconds: Double, windows: Int? = 1) {
    self.selection = selection
    self.seconds = seconds
    self.windows = windows
  }
}
