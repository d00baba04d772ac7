/// A package of Debian that brings a cloud kernel, and those that belong to it.
struct DebianPackage: Hashable, Sendable {
  /// The package with the image.
  var name: String
  /// Its version.
  var version: String
  /// What is downloaded: up to 7.1 one package, since then image, modules and configuration are one each.
  var parts: [String]

  /// The architecture that kernels are fetched for: this machine's.
  static var architecture: String {
    #if arch(arm64)
      "arm64"
    #else
      "amd64"
    #endif
  }

  /// `6.1` of `6.1.192-3`.
  var series: String { version.split { !$0.isNumber }.prefix(2).joined(separator: ".") }

  private static let binary = "linux-binary-unsigned-"

  /// The packages' names as a regular expression for `apt-cache search`. Of an image's signed and unsigned package both
  /// count: the pool of an archive can be without one of them.
  static let pattern = "^linux-(image|binary-unsigned)-[0-9].*-cloud-\(architecture)(-unsigned)?$"

  /// The kernels in what `apt-cache show` prints of them.
  static func all(in text: String) -> [DebianPackage] {
    var packages: [DebianPackage] = []
    var stanza: [Substring: Substring] = [:]
    func close() {
      defer { stanza = [:] }
      guard let name = stanza["Package"].map(String.init), let version = stanza["Version"].map(String.init) else {
        return
      }
      if name.hasPrefix(binary) {
        let release = name.dropFirst(binary.count)
        packages.append(
          DebianPackage(
            name: name, version: version, parts: [name, "linux-base-\(release)", "linux-modules-\(release)"]))
      } else if stanza["Size"].flatMap({ Int($0) }) ?? 0 > 1 << 20 {
        // A smaller one only names the packages that it stands for.
        packages.append(DebianPackage(name: name, version: version, parts: [name]))
      }
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { close() }
      let parts = line.split(separator: ": ", maxSplits: 1)
      if parts.count == 2, !line.hasPrefix(" ") { stanza[parts[0]] = parts[1] }
    }
    close()
    return packages
  }
}
