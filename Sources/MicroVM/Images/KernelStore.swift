import Foundation
import Jobs
import Project

/// Kernel images that were fetched or added: a directory each, with the image, its configuration, its modules and a
/// record. Nothing is ever removed without being asked.
public struct KernelStore: Sendable {
  /// The directory.
  public let directory: String

  /// What is recorded of an image.
  struct Record: Codable, Hashable {
    /// The names it answers to.
    var names: [String]
    var release: String
    var machine: String
    var sha256: String
    /// The package's version.
    var version: String?
  }

  private static let recordLimit = 1 << 20
  private static let imageLimit = 512 << 20

  /// The store in a directory, which is made when something is stored. The number is the layout's.
  public init(below base: String) {
    // apt takes paths from a root of its own, QEMU runs where the guard does.
    directory = LocalFile.join(URL(fileURLWithPath: base).path, "kernels-1")
  }

  /// What is stored, by release.
  public func images() -> [KernelImage] {
    entries().map { image($0.record, at: $0.path, name: $0.record.names.first ?? $0.record.release) }
  }

  /// The image with that name; nil when there is none. A pinned version is one of the names of an image.
  public func image(named name: String) -> KernelImage? {
    entries().last { $0.record.names.contains(name) }.map { image($0.record, at: $0.path, name: name) }
  }

  /// The names of each stored image.
  public func names(of image: KernelImage) -> [String] {
    entries().first { $0.record.sha256 == image.sha256 && $0.record.release == image.release }?.record.names ?? []
  }

  /// The types of an image's kernel (BTF); nil where it has none. They are unpacked once for an image that is stored, each
  /// time for another.
  /// - Throws: where they cannot be read: a tool that unpacks them is missing.
  public func types(of image: KernelImage, environment: [String: String]) async throws(ImageError) -> [UInt8]? {
    let place = LocalFile.join(LocalFile.parent(of: image.path), Self.typesName)
    let isStored = image.path.hasPrefix(directory + "/")
    if isStored, let known = try? LocalFile.read(place, limit: Self.imageLimit) { return known.isEmpty ? nil : known }
    let types = try await ImageTypes.bytes(of: try Self.imageBytes(image.path), environment: environment)
    // A store that cannot be written to is no reason to be without them. An empty file stands for none.
    if isStored { try? LocalFile.write(types ?? [], to: place) }
    return types
  }

  /// Stores a directory that `prepare` fills: an image called `vmlinuz`, and when there are any `config` and `modules`.
  /// The names go from whoever had them to it.
  func store(
    names: [String], version: String?, _ prepare: (String) async throws(ImageError) -> Void
  ) async throws(ImageError) -> KernelImage {
    let draft = LocalFile.join(directory, ".draft-\(getpid())-\(UUID().uuidString)")
    do throws(FileError) {
      removeOldDrafts()
      try LocalFile.makeDirectory(draft)
    } catch {
      throw ImageError("\(error)")
    }
    // What is moved away is not there any more: then this does nothing.
    defer { try? FileManager.default.removeItem(atPath: draft) }
    try await prepare(draft)
    let bytes = try Self.imageBytes(LocalFile.join(draft, "vmlinuz"))
    let header = try Self.header(of: bytes, path: names.first ?? "the image")
    guard let release = header.release ?? Self.onlyEntry(of: LocalFile.join(draft, "modules")) else {
      throw ImageError("the image does not say its release, and no modules are beside it that do")
    }
    let record = Record(
      names: names, release: release, machine: header.machine, sha256: ContentHasher.digest(of: bytes), version: version
    )
    return try keep(record, draft)
  }

  /// Copies an image that lies elsewhere, with its configuration and its release's modules.
  public func add(_ image: KernelImage, name: String) async throws(ImageError) -> KernelImage {
    try await store(names: [name], version: nil) { draft throws(ImageError) in
      do {
        let files = FileManager.default
        try files.copyItem(atPath: image.path, toPath: LocalFile.join(draft, "vmlinuz"))
        if let configuration = image.configurationPath {
          try files.copyItem(atPath: configuration, toPath: LocalFile.join(draft, "config"))
        }
        if let modules = image.modules {
          try LocalFile.makeDirectory(LocalFile.join(draft, "modules"))
          try files.copyItem(atPath: "\(modules)/\(image.release)", toPath: "\(draft)/modules/\(image.release)")
        }
      } catch {
        throw ImageError("cannot copy \(image.path): \(ImageError.words(error))")
      }
    }
  }

  private func keep(_ record: Record, _ draft: String) throws(ImageError) -> KernelImage {
    let place = LocalFile.join(directory, "\(record.release)-\(record.sha256.prefix(12))")
    do {
      for (path, var other) in entries() where path != place && other.names.contains(where: record.names.contains) {
        other.names.removeAll(where: record.names.contains)
        try LocalFile.write(Array(try CanonicalJSON.encode(other)), to: LocalFile.join(path, Self.recordName))
      }
      var record = record
      if let present = Self.record(at: place) { record.names += present.names.filter { !record.names.contains($0) } }
      try LocalFile.write(Array(try CanonicalJSON.encode(record)), to: LocalFile.join(draft, Self.recordName))
      if LocalFile.exists(place) { try FileManager.default.removeItem(atPath: place) }
      try FileManager.default.moveItem(atPath: draft, toPath: place)
      return image(record, at: place, name: record.names.first ?? record.release)
    } catch {
      throw ImageError("cannot store a kernel in \(directory): \(ImageError.words(error))")
    }
  }

  /// Removes a name; an image without names goes with it. Returns whether there was one.
  public func remove(_ name: String) throws(ImageError) -> Bool {
    do {
      for (path, var record) in entries() where record.names.contains(name) || record.release == name {
        record.names.removeAll { $0 == name || record.release == name }
        if record.names.isEmpty {
          try FileManager.default.removeItem(atPath: path)
          SnapshotFolder(of: self).discard(image: record.sha256)
        } else {
          try LocalFile.write(Array(try CanonicalJSON.encode(record)), to: LocalFile.join(path, Self.recordName))
        }
        return true
      }
      return false
    } catch {
      throw ImageError("cannot remove \(name): \(ImageError.words(error))")
    }
  }

  private static let recordName = "image.json"
  private static let typesName = "btf"

  private func entries() -> [(path: String, record: Record)] {
    let names = (try? LocalFile.list(directory)) ?? []
    return names.filter { !$0.hasPrefix(".") }
      .compactMap { name in
        let path = LocalFile.join(directory, name)
        return Self.record(at: path).map { (path, $0) }
      }
      .sorted { DebianVersion($0.record.release) < DebianVersion($1.record.release) }
  }

  private static func record(at path: String) -> Record? {
    guard let bytes = try? LocalFile.read(LocalFile.join(path, recordName), limit: recordLimit) else { return nil }
    return try? CanonicalJSON.decode(Record.self, from: Data(bytes))
  }

  private func image(_ record: Record, at path: String, name: String) -> KernelImage {
    let modules = LocalFile.join(path, "modules")
    return KernelImage(
      name: name, path: LocalFile.join(path, "vmlinuz"), release: record.release, machine: record.machine,
      sha256: record.sha256, version: record.version,
      configurationPath: Self.existing(LocalFile.join(path, "config")),
      modules: LocalFile.isDirectory(modules) ? modules : nil)
  }

  /// Drafts of processes that were killed: nobody fetches for a day.
  private func removeOldDrafts() {
    for name in (try? LocalFile.list(directory)) ?? [] where name.hasPrefix(".draft-") {
      let path = LocalFile.join(directory, name)
      guard let stamp = try? FileStamp(of: path), stamp.modified < FileStamp.now - 86_400_000_000_000 else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// The path, where something has it.
  static func existing(_ path: String) -> String? { LocalFile.exists(path) ? path : nil }

  static func imageBytes(_ path: String) throws(ImageError) -> [UInt8] {
    do throws(FileError) {
      return try LocalFile.read(path, limit: imageLimit)
    } catch {
      throw ImageError("\(error)")
    }
  }

  /// The header of an image that is all there.
  static func header(of bytes: [UInt8], path: String) throws(ImageError) -> BootHeader {
    guard let header = BootHeader(bytes) else {
      throw ImageError(
        "\(path) is no kernel image that boots", advice: "Give a bzImage (vmlinuz), as a linux-image package has it.")
    }
    if let length = header.length, bytes.count < length {
      throw ImageError(
        "\(path) is cut short: it holds \(bytes.count) bytes of \(length)", advice: "Copy or download it again.")
    }
    return header
  }

  static func onlyEntry(of directory: String) -> String? {
    guard let names = try? LocalFile.list(directory), names.count == 1 else { return nil }
    return names.first
  }
}
