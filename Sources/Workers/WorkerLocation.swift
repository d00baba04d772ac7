import Glibc
public import SystemPackage

/// Where `assay-worker` is: beside this executable, or in `../libexec/assay/`, or where the user says. Never looked up
/// in PATH: what is run with this process's capabilities must be the file that was installed with it.
public struct WorkerLocation: Hashable, Sendable {
  /// The executable.
  public let path: FilePath

  private static let name = "assay-worker"

  /// The worker of this executable, or the one that the user names.
  public init(explicit: FilePath? = nil) throws(WorkerMissing) {
    guard let explicit else {
      self = try WorkerLocation(besides: try Self.ownExecutable())
      return
    }
    guard Self.isExecutable(explicit) else { throw WorkerMissing(looked: [explicit], explicit: true) }
    self.init(path: explicit)
  }

  /// The worker that belongs to an executable at that path.
  init(besides executable: FilePath) throws(WorkerMissing) {
    let folder = executable.removingLastComponent()
    let candidates = [
      folder.appending(Self.name),
      folder.removingLastComponent().appending("libexec").appending("assay").appending(Self.name),
    ]
    guard let found = candidates.first(where: Self.isExecutable) else {
      throw WorkerMissing(looked: candidates, explicit: false)
    }
    self.init(path: found)
  }

  private init(path: FilePath) {
    self.path = path
  }

  private static func isExecutable(_ path: FilePath) -> Bool {
    var status = stat()
    return unsafe path.withPlatformString { name in
      unsafe stat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(name, X_OK) == 0
    }
  }

  private static func ownExecutable() throws(WorkerMissing) -> FilePath {
    guard let resolved = unsafe realpath("/proc/self/exe", nil) else {
      throw WorkerMissing(looked: ["/proc/self/exe"], explicit: false)
    }
    defer { unsafe free(resolved) }
    return unsafe FilePath(platformString: resolved)
  }
}
