import Foundation
import Glibc
import Project

/// Machines that have booted and wait for orders, each in a file: to go on from one takes a tenth of a boot, and as often
/// as one likes. Whatever cannot be done here is done without: a machine can always boot.
struct SnapshotFolder: Sendable {
  /// The directory.
  let directory: String

  /// So many are kept, the last used: one takes some 120 MB.
  private static let most = 8
  private static let draftPrefix = ".draft-"

  /// The folder of an image store.
  init(of store: KernelStore) { directory = LocalFile.join(store.directory, ".snapshots") }

  /// The file with that key, where there is one. It counts as used now.
  func file(_ key: String) -> String? {
    let path = LocalFile.join(directory, key)
    guard LocalFile.exists(path) else { return nil }
    // In a folder that cannot be written to nothing is pruned either.
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
    return path
  }

  /// Takes away a file that turned out to be of no use.
  func discard(_ path: String) { try? LocalFile.remove(path) }

  /// Takes away all machines of an image with that SHA-256.
  func discard(image: String) {
    let names = (try? LocalFile.list(directory)) ?? []
    for name in names where name.hasPrefix(Self.prefix(image)) { discard(LocalFile.join(directory, name)) }
  }

  /// What the keys of all machines of an image begin with.
  static func prefix(_ image: String) -> String { "\(image.prefix(12))-" }

  /// A path to write a machine to; nil in a folder that cannot be written to.
  func draft() -> String? {
    guard (try? LocalFile.makeDirectory(directory)) != nil, unsafe access(directory, W_OK) == 0 else { return nil }
    return LocalFile.join(directory, "\(Self.draftPrefix)\(UUID().uuidString)")
  }

  /// Keeps a whole draft as the file with that key.
  func keep(_ draft: String, as key: String) -> String? {
    let path = LocalFile.join(directory, key)
    guard (try? LocalFile.move(draft, to: path)) != nil else { return nil }
    prune()
    return path
  }

  /// Takes away all but the last used, and drafts of processes that were killed.
  private func prune() {
    let files = ((try? LocalFile.list(directory)) ?? []).compactMap { name -> (path: String, time: Int64)? in
      let path = LocalFile.join(directory, name)
      guard let stamp = try? FileStamp(of: path) else { return nil }
      if name.hasPrefix(Self.draftPrefix) {
        if stamp.modified < FileStamp.now - 86_400_000_000_000 { discard(path) }
        return nil
      }
      return (path, stamp.modified)
    }
    for file in files.sorted(by: { $0.time > $1.time }).dropFirst(Self.most) { discard(file.path) }
  }
}
