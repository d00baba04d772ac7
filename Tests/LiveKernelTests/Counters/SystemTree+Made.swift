@testable import LiveKernel

extension SystemTree {
  /// A system of these files, and of the directories that they stand in.
  static func made(_ files: [(String, String)]) -> SystemTree {
    let files = Dictionary(files) { $1 }
    return SystemTree(
      text: { files[$0] },
      entries: { directory in
        let inside = files.keys.compactMap { path in
          path.hasPrefix(directory + "/") ? path.dropFirst(directory.count + 1).prefix { $0 != "/" } : nil
        }
        return Set(inside).map(String.init)
      })
  }
}
