/// Say how often programs that are already loaded run and for how long, by the kernel's statistics. They are kept by a
/// descriptor of the worker, for as long as it does the job; nobody's setting is changed and nobody's program touched.
public struct LiveJob: Codable, Hashable, Sendable {
  /// Which programs.
  public var selection: LoadedSelection
  /// The length of a window.
  public var milliseconds: Int
  /// Windows to take, one after the other; nil for as many as there are until the worker is ended.
  public var windows: Int?

  /// A job of one window.
  public init(_ selection: LoadedSelection, milliseconds: Int, windows: Int? = 1) {
    self.selection = selection
    self.milliseconds = milliseconds
    self.windows = windows
  }
}
