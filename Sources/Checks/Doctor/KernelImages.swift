import Foundation

/// Kernel images that lie where distributions put them.
enum KernelImages {
  /// Where they are looked for.
  static let places = ["/boot", "/usr/lib/modules"]

  /// Their paths, sorted. Debian keeps `vmlinuz-VERSION` in `/boot`, others `vmlinuz` beside the modules.
  static func found() -> [String] {
    let files = FileManager.default
    let boot = (try? files.contentsOfDirectory(atPath: places[0])) ?? []
    let modules = (try? files.contentsOfDirectory(atPath: places[1])) ?? []
    let beside = modules.flatMap { release in
      ["vmlinuz", "vmlinuz.unsigned"].map { "\(places[1])/\(release)/\($0)" }
    }
    return
      (boot.filter { $0.hasPrefix("vmlinuz") }.map { "\(places[0])/\($0)" } + beside.filter(files.fileExists)).sorted()
  }
}
