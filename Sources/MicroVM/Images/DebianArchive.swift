import Foundation
import Jobs
import Project

/// Debian's cloud kernels: small, for many ages, fetched as any user. apt downloads and checks them, with sources, lists
/// and caches of its own; the machine's stay as they are.
public struct DebianArchive: Sendable {
  private let store: KernelStore
  private let apt: SystemTool
  private let cache: SystemTool
  private let unpacker: SystemTool
  private let directory: String
  private let mirror: String

  private static let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
  /// What lists, packages and what they unpack to take while a kernel is fetched, in bytes (7.3: 230 MB).
  private static let neededSpace = 400 << 20
  /// Candidates that are tried: an archive's lists can name packages that its pool no longer has.
  private static let mostCandidates = 8

  /// An archive whose kernels go to a store.
  /// - Throws: `ImageError` where a tool is missing.
  public init(store: KernelStore, environment: [String: String]) throws(ImageError) {
    func tool(_ name: String) throws(ImageError) -> SystemTool {
      guard let tool = SystemTool(name, environment: environment) else {
        throw ImageError(
          "no \(name) in PATH, which fetches Debian's kernels",
          advice: "Give an image by its path: --kernel ./vmlinuz, or assay kernels add ./vmlinuz --name NAME.")
      }
      return tool
    }
    self.store = store
    apt = try tool("apt-get")
    cache = try tool("apt-cache")
    unpacker = try tool("dpkg-deb")
    guard LocalFile.exists(Self.keyring) else {
      throw ImageError(
        "no \(Self.keyring), which Debian's packages are checked with",
        advice: "Install debian-archive-keyring, or give an image by its path.")
    }
    directory = LocalFile.join(store.directory, ".apt")
    mirror = environment["ASSAY_DEBIAN_MIRROR"] ?? "http://deb.debian.org"
  }

  /// What a fetch came to.
  public struct Fetched: Sendable {
    /// The image.
    public var image: KernelImage
    /// What the archive names and no longer has, one line each.
    public var notes: [String]
  }

  /// Fetches the newest kernel of a series, or one version of it, and stores it.
  public func fetch(series: String, version: String?) async throws(ImageError) -> Fetched {
    let configuration = try prepare(Self.suites(of: series))
    let update = try await apt.run(["-c", configuration, "-qq", "update"])
    guard update.status == 0 else {
      throw ImageError(
        "apt cannot read the lists of \(mirror)\(update.lastWord)",
        advice: "Give an image by its path when this machine has no network.",
        evidence: update.lastLines)
    }
    let packages = try await packages(series, configuration)
    let wanted = version.map { version in packages.filter { $0.version == version } } ?? packages
    guard !wanted.isEmpty else { throw missing(series, version, packages) }
    var notes: [String] = []
    for package in wanted.prefix(Self.mostCandidates) {
      do throws(Dropped) {
        return Fetched(image: try await store(package, series, configuration), notes: notes)
      } catch {
        guard let why = error.why else { throw error.other }
        notes.append(why)
      }
    }
    throw ImageError("the archive has none of the kernels that it names for debian:\(series)", evidence: notes)
  }

  private func missing(_ series: String, _ version: String?, _ packages: [DebianPackage]) -> ImageError {
    let known = packages.reduce(into: [String]()) { if !$0.contains($1.version) { $0.append($1.version) } }
    guard let version else {
      return ImageError(
        "Debian has no cloud kernel \(series) for \(DebianPackage.architecture)",
        advice: "There are 5.10, 6.1, 6.12 and what is newest: debian:newest.")
    }
    return ImageError(
      "the archive has dropped version \(version) of debian:\(series), or never had it",
      advice: "Pin one that it has: \(known.prefix(6).joined(separator: ", ")).")
  }

  /// A candidate that could not be had: gone from the pool, or something else that ends the fetch.
  private struct Dropped: Error {
    var why: String?
    var other: ImageError
  }

  private func store(
    _ package: DebianPackage, _ series: String, _ configuration: String
  ) async throws(Dropped) -> KernelImage {
    let names = ["debian:\(series)", "debian:\(series)=\(package.version)"]
    if let stored = store.image(named: names[1]), store.image(named: names[0])?.sha256 == stored.sha256 {
      return stored
    }
    var gone: String?
    do throws(ImageError) {
      return try await store.store(names: names, version: package.version) { draft throws(ImageError) in
        let downloads = LocalFile.join(draft, "download")
        do throws(FileError) {
          try LocalFile.makeDirectory(downloads)
        } catch {
          throw ImageError("\(error)")
        }
        for name in package.parts {
          let download = try await apt.run(
            [
              "-c", configuration, "-qq", "-o", "Dir::Cache::Archives=\(downloads)", "download",
              "\(name)=\(package.version)",
            ],
            in: downloads)
          guard download.status == 0 else {
            if download.messages.contains("404") {
              gone = "the archive names \(name) \(package.version) and no longer has it"
            }
            throw ImageError(
              "apt cannot download \(name) \(package.version)\(download.lastWord)", evidence: download.lastLines)
          }
        }
        try await unpack(downloads, into: draft, package)
      }
    } catch {
      throw Dropped(why: gone, other: error)
    }
  }

  /// Unpacks the packages and keeps the image, its configuration and its modules.
  private func unpack(_ downloads: String, into draft: String, _ package: DebianPackage) async throws(ImageError) {
    let root = LocalFile.join(draft, "root")
    do {
      for file in try LocalFile.list(downloads) where file.hasSuffix(".deb") {
        let result = try await unpacker.run(["-x", LocalFile.join(downloads, file), root])
        guard result.status == 0 else {
          throw ImageError("dpkg-deb cannot unpack \(file)\(result.lastWord)", evidence: result.lastLines)
        }
      }
      let files = FileManager.default
      let modules = ["\(root)/usr/lib/modules", "\(root)/lib/modules"].first(where: LocalFile.isDirectory)
      let release = modules.flatMap { KernelStore.onlyEntry(of: $0) }
      let beside = modules.flatMap { folder in release.map { "\(folder)/\($0)" } }
      let boot = (try? LocalFile.list("\(root)/boot")) ?? []
      func first(_ prefix: String, _ others: [String]) -> String? {
        boot.first { $0.hasPrefix(prefix) }.map { "\(root)/boot/\($0)" }
          ?? others.compactMap { name in beside.map { "\($0)/\(name)" } }.first(where: LocalFile.exists)
      }
      guard let image = first("vmlinuz", ["vmlinuz", "vmlinuz.unsigned"]) else {
        throw ImageError("the packages \(package.parts.joined(separator: ", ")) hold no kernel image")
      }
      try files.moveItem(atPath: image, toPath: "\(draft)/vmlinuz")
      if let configuration = first("config", ["config"]) {
        try files.moveItem(atPath: configuration, toPath: "\(draft)/config")
      }
      if let modules { try files.moveItem(atPath: modules, toPath: "\(draft)/modules") }
      try files.removeItem(atPath: root)
      try files.removeItem(atPath: downloads)
    } catch let error as ImageError {
      throw error
    } catch {
      throw ImageError("cannot unpack \(package.name): \(ImageError.words(error))")
    }
  }

  /// The packages of a series, the newest first.
  private func packages(_ series: String, _ configuration: String) async throws(ImageError) -> [DebianPackage] {
    let found = try await cache.run(["-c", configuration, "search", "--names-only", DebianPackage.pattern])
    let names = String(decoding: found.output, as: UTF8.self).split(separator: "\n")
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    guard !names.isEmpty else { return [] }
    let shown = try await cache.run(["-c", configuration, "show"] + names)
    return DebianPackage.all(in: String(decoding: shown.output, as: UTF8.self)).filter {
      series == "newest" || $0.series == series
    }
    .sorted { DebianVersion($1.version) < DebianVersion($0.version) }
  }

  /// Writes apt's configuration and makes its directories. The lists of each set of suites stay apart.
  private func prepare(_ suites: [String]) throws(ImageError) -> String {
    let place = LocalFile.join(directory, suites[0])
    let sources = suites.map { suite in
      let archive = suite.hasSuffix("-security") ? "debian-security" : "debian"
      return "deb [signed-by=\(Self.keyring)] \(mirror)/\(archive) \(suite) main\n"
    }
    // What an image of a container has apt do after an update is about the machine's own files.
    let configuration = """
      #clear APT::Update::Post-Invoke;
      #clear APT::Update::Post-Invoke-Success;
      #clear DPkg::Post-Invoke;
      Dir::Etc::SourceList "\(place)/sources.list";
      Dir::Etc::SourceParts "/dev/null";
      Dir::Etc::Preferences "/dev/null";
      Dir::Etc::PreferencesParts "/dev/null";
      Dir::State "\(place)/state";
      Dir::State::Status "/dev/null";
      Dir::Cache "\(place)/cache";
      APT::Sandbox::User "root";
      APT::Architecture "\(DebianPackage.architecture)";
      APT::Architectures "\(DebianPackage.architecture)";
      Acquire::Languages "none";
      Acquire::Retries "2";

      """
    do throws(FileError) {
      for folder in ["state/lists/partial", "cache/archives/partial"] {
        try LocalFile.makeDirectory(LocalFile.join(place, folder))
      }
      try LocalFile.write(Array(sources.joined().utf8), to: LocalFile.join(place, "sources.list"))
      try LocalFile.write(Array(configuration.utf8), to: LocalFile.join(place, "apt.conf"))
    } catch {
      throw ImageError("\(error)")
    }
    try requireSpace(place)
    return LocalFile.join(place, "apt.conf")
  }

  /// On a full file system apt-get waits for ever.
  private func requireSpace(_ place: String) throws(ImageError) {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue, free < Self.neededSpace else { return }
    throw ImageError(
      "\(store.directory) has \(free >> 20) MiB free, and fetching a kernel takes \(Self.neededSpace >> 20) MiB",
      advice: "Make room, or keep kernels elsewhere: --cache-dir, ASSAY_CACHE_DIR.")
  }

  /// Where Debian keeps the kernels of a series.
  private static func suites(of series: String) -> [String] {
    switch series {
    case "5.10": ["bullseye", "bullseye-security"]
    case "6.1": ["bookworm", "bookworm-security"]
    case "6.12": ["trixie", "trixie-security"]
    default: ["trixie-backports", "forky", "sid"]
    }
  }
}
