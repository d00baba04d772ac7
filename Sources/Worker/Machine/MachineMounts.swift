import Glibc

/// The file systems that jobs and libbpf look for; proc is there before any Swift runs.
enum MachineMounts {
  private struct Place {
    var type: String
    var path: String
    /// Whether a kernel may be without.
    var isOptional = false
  }

  private static let places = [
    Place(type: "devtmpfs", path: "/dev"),
    Place(type: "sysfs", path: "/sys"),
    Place(type: "tmpfs", path: "/tmp"),
    Place(type: "bpf", path: "/sys/fs/bpf"),
    Place(type: "cgroup2", path: "/sys/fs/cgroup", isOptional: true),
    Place(type: "securityfs", path: "/sys/kernel/security", isOptional: true),
    Place(type: "debugfs", path: "/sys/kernel/debug", isOptional: true),
    Place(type: "tracefs", path: "/sys/kernel/tracing", isOptional: true),
  ]

  /// Mounts them; says what could not be.
  static func mount() -> [String] {
    places.compactMap { place in
      // In a fresh initramfs most of the directories are not there; those in sysfs the kernel has made.
      unsafe mkdir(place.path, 0o755)
      guard unsafe Glibc.mount("none", place.path, place.type, 0, nil) != 0 else { return nil }
      let error = errno
      guard error != EBUSY, !(place.isOptional && (error == ENODEV || error == ENOENT)) else { return nil }
      return "cannot mount \(place.type) at \(place.path): \(StandardStreams.words(error))"
    }
  }
}
