/// Which loaded programs are looked at, and for how long.
public struct LiveRequest: Sendable {
  /// Programs by their ids.
  public var ids: [UInt32] = []
  /// Programs by the paths that they are pinned to.
  public var paths: [String] = []
  /// The length of a window, in seconds.
  public var seconds: Double
  /// Windows; nil for as many as there are until the run is cancelled.
  public var windows: Int?
  /// The worker's path; found beside `assay` when nil.
  public var worker: String?

  /// A request; without ids and paths for every program.
  public init(seconds: Double, windows: Int? = 1) {
    self.seconds = seconds
    self.windows = windows
  }
}
