/// Say what the kernel has counted and knows of programs that are already loaded, at one moment. Nothing is changed.
public struct LoadedJob: Codable, Hashable, Sendable {
  /// Which programs.
  public var selection: LoadedSelection

  /// A job.
  public init(_ selection: LoadedSelection) {
    self.selection = selection
  }
}
