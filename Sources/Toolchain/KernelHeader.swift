public import Project

/// The `vmlinux.h` for sources that include one and have none: made once, kept in the cache by the BTF's identity.
public actor KernelHeader {
  private let types: KernelTypes
  private let cache: DiskCache
  private let maker: any HeaderMaker
  private var knownName: String?
  private var making: Task<Result<HeaderPlace, ToolchainError>, Never>?

  /// A header that nothing has asked for yet.
  public init(_ types: KernelTypes, cache: DiskCache, maker: any HeaderMaker) {
    self.types = types
    self.cache = cache
    self.maker = maker
  }

  /// The header when it is in the cache already; nil when it would have to be made.
  func known() -> HeaderPlace? {
    guard let name = try? name(), let path = cache.path(name), LocalFile.exists(path) else { return nil }
    cache.touch(name)
    return HeaderPlace(directory: LocalFile.parent(of: path))
  }

  /// The header, made when it is not there. Sources that are compiled side by side wait for the same one.
  func place() async throws(ToolchainError) -> HeaderPlace {
    if let known = known() { return known }
    let task =
      making
      ?? Task {
        do throws(ToolchainError) { return .success(try await self.make()) } catch { return .failure(error) }
      }
    making = task
    return try await task.value.get()
  }

  private func make() async throws(ToolchainError) -> HeaderPlace {
    do {
      let btf: [UInt8]? =
        switch types {
        case .running: nil
        case .file(let path): try LocalFile.read(path, limit: Self.limit)
        }
      let text = try await maker.header(btf: btf)
      guard !text.isEmpty, text.count <= Self.limit else {
        throw ToolchainError("a vmlinux.h of \(text.count) bytes cannot be right")
      }
      let name = try name()
      if let path = cache.path(name) {
        do throws(FileError) {
          try cache.write(text, as: name)
          return HeaderPlace(directory: LocalFile.parent(of: path))
        } catch {
          // A full disk or a directory gone read-only: the header lives in memory as long as this process does.
          return try HeaderPlace(unnamed: text, because: "\(error)")
        }
      }
      return try HeaderPlace(unnamed: text, because: cache.unusable ?? "the cache is off")
    } catch let error as ToolchainError {
      throw error
    } catch {
      throw ToolchainError("no vmlinux.h: \(error)")
    }
  }

  /// The name in the cache. The running kernel is known by its build id, which covers its BTF and is read in no time;
  /// a file, or a kernel that hides its notes, by its bytes.
  private func name() throws(FileError) -> String {
    if let knownName { return knownName }
    var key = ContentHasher()
    key.add("vmlinux.h 1")
    switch types {
    case .running:
      if let notes = try? LocalFile.read("/sys/kernel/notes", limit: 1 << 16) {
        key.add(notes)
        key.add(try FileStamp(of: Self.runningPath).size)
      } else {
        key.add(try LocalFile.read(Self.runningPath, limit: Self.limit))
      }
    case .file(let path): key.add(try LocalFile.read(path, limit: Self.limit))
    }
    let name = "headers/\(key.finish())/vmlinux.h"
    knownName = name
    return name
  }

  private static let runningPath = "/sys/kernel/btf/vmlinux"
  /// No kernel's BTF or header is near this: 6 MB and 4 MB are usual.
  private static let limit = 256 << 20
}
