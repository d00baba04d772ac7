/// Which of the programs that are loaded.
public struct LoadedSelection: Codable, Hashable, Sendable {
  /// Programs by their ids.
  public var ids: [UInt32]
  /// Programs by the paths that they are pinned to.
  public var paths: [String]
  /// Every program that is loaded.
  public var takesAll: Bool

  /// Those with these ids and at these paths.
  public init(ids: [UInt32] = [], paths: [String] = [], takesAll: Bool = false) {
    self.ids = ids
    self.paths = paths
    self.takesAll = takesAll
  }
}
