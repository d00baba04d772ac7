import BTF
import Foundation
public import MicroVM
import Project

/// Finds kernels' images by name: stored ones, Debian's, files.
public struct KernelLibrary: Sendable {
  /// Where images are kept.
  public let store: KernelStore
  let environment: [String: String]

  /// The library of a user: below `--cache-dir`, `ASSAY_CACHE_DIR`, or the user's cache directory.
  /// - Throws: `CheckError` when there is none of them.
  public init(cacheDirectory: String?, environment: [String: String]) throws(CheckError) {
    guard let base = DiskCache.base(explicit: cacheDirectory, environment: environment) else {
      throw .usage(
        "no place for kernels: neither --cache-dir, ASSAY_CACHE_DIR, XDG_CACHE_HOME nor HOME names a directory")
    }
    store = KernelStore(below: base)
    self.environment = environment
  }

  /// Images that a name means.
  struct Found: Sendable {
    var images: [KernelImage]
    var notes: [String] = []
  }

  /// The images; one of Debian's that is not stored is fetched.
  func images(_ reference: KernelReference) async throws(ImageError) -> Found {
    switch reference {
    case .host: Found(images: [])
    case .path(let path): Found(images: try KernelFolder.images(at: path))
    case .added(let name): Found(images: [try added(name)])
    case .debian(let series, let version): try await debian(series, version, reference.text)
    }
  }

  /// The types of an image's kernel; nil where it has none.
  /// - Throws: where they cannot be read.
  func types(of image: KernelImage) async throws(ImageError) -> TypeTable? {
    guard let bytes = try await store.types(of: image, environment: environment) else { return nil }
    do throws(BTFError) {
      return try TypeTable(bytes: bytes)
    } catch {
      throw ImageError("the types of \(image.name) cannot be read: \(error)")
    }
  }

  /// The images, as far as they are there.
  func present(_ reference: KernelReference) throws(ImageError) -> [KernelImage] {
    switch reference {
    case .host: []
    case .path(let path): try KernelFolder.images(at: path)
    case .added(let name): [try added(name)]
    case .debian: store.image(named: reference.text).map { [$0] } ?? []
    }
  }

  private func added(_ name: String) throws(ImageError) -> KernelImage {
    if let image = store.image(named: name) { return image }
    let known = store.images().flatMap(store.names).joined(separator: ", ")
    throw ImageError(
      "no kernel is called '\(name)'" + (known.isEmpty ? "" : ": there are host, \(known)"),
      advice: "Write debian:VERSION, a path with a slash, or add it: assay kernels add PATH --name \(name).")
  }

  private func debian(_ series: String, _ version: String?, _ name: String) async throws(ImageError) -> Found {
    if let image = store.image(named: name) { return Found(images: [image]) }
    let fetched = try await DebianArchive(store: store, environment: environment).fetch(
      series: series, version: version)
    var image = fetched.image
    image.name = name
    return Found(
      images: [image], notes: fetched.notes + ["fetched \(name): \(image.release), package \(image.version ?? "")"])
  }
}
