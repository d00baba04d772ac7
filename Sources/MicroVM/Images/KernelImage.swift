import Project

/// A kernel that a machine can boot, and what is known of it.
public struct KernelImage: Hashable, Sendable {
  /// How the user names it: `debian:6.1`, a path, a name given with `assay kernels add`.
  public var name: String
  /// The image's file.
  public var path: String
  /// Its release, as `uname -r` will print it.
  public var release: String
  /// Its machine, as `uname -m` will print it.
  public var machine: String
  /// The image's SHA-256, in hexadecimal.
  public var sha256: String
  /// The version of the package that it came in; nil for an image given by path.
  public var version: String?
  /// The kernel's configuration's file; nil when there is none beside it.
  public var configurationPath: String?
  /// The directory that holds its modules; nil when there is none.
  public var modules: String?

  private static let configurationLimit = 4 << 20

  /// The kernel's configuration, read now; nil when there is none.
  public var configuration: KernelConfiguration? {
    configurationText.map { KernelConfiguration(String(decoding: $0, as: UTF8.self)) }
  }

  /// The text of the kernel's configuration, read now; nil when there is none.
  var configurationText: [UInt8]? {
    configurationPath.flatMap { try? LocalFile.read($0, limit: Self.configurationLimit) }
  }

  /// The modules with which the kernel drives a port of a virtio console: none where it is known to need none (Debian's
  /// since 6.12), nil where it cannot.
  var portModules: [String]? {
    guard let configuration else { return nil }
    let drivers = [("CONFIG_VIRTIO_PCI", "virtio_pci"), ("CONFIG_VIRTIO_CONSOLE", "virtio_console")]
    let missing = drivers.filter { !configuration.has($0.0) }
    guard missing.allSatisfy({ modules != nil && configuration.value($0.0) == "m" }) else { return nil }
    return missing.map(\.1)
  }
}
