import Project

/// Images that lie somewhere, not in the store: a file, or a directory of them.
public enum KernelFolder {
  /// The image at a path, or every image in a directory. Its configuration and its modules are taken from where
  /// distributions put them beside it.
  public static func images(at path: String) throws(ImageError) -> [KernelImage] {
    guard LocalFile.isDirectory(path) else { return [try image(at: path)] }
    let names = (try? LocalFile.list(path)) ?? []
    let found = names.filter { $0.hasPrefix("vmlinuz") || $0.hasPrefix("bzImage") }
    guard !found.isEmpty else {
      throw ImageError("\(path) holds no kernel image", advice: "Images are called vmlinuz* or bzImage*.")
    }
    return try found.map { name throws(ImageError) in try image(at: LocalFile.join(path, name)) }
  }

  private static func image(at path: String) throws(ImageError) -> KernelImage {
    let bytes = try KernelStore.imageBytes(path)
    let header = try KernelStore.header(of: bytes, path: path)
    let folder = LocalFile.parent(of: path)
    let release = header.release ?? "unknown"
    let modules = [
      folder, "\(folder)/lib/modules", "\(folder)/usr/lib/modules", "\(folder)/../lib/modules", "/lib/modules",
    ]
    .map { LocalFile.join($0, release) }
    let configurations = [
      "\(folder)/config-\(release)", "\(folder)/config", "\(folder)/.config", "\(folder)/../../../.config",
    ]
    return KernelImage(
      name: path, path: path, release: release, machine: header.machine, sha256: ContentHasher.digest(of: bytes),
      configurationPath: configurations.first(where: LocalFile.exists),
      modules: modules.first { LocalFile.isDirectory(LocalFile.join($0, "kernel")) }.map(LocalFile.parent))
  }
}
