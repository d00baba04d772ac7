import Jobs

/// The kernels that other than the running one can be asked, as `assay kernels list` shows them.
public struct KernelListing: Codable, Hashable, Sendable {
  /// One of them.
  public struct Row: Codable, Hashable, Sendable {
    /// The names it answers to.
    public var names: [String]
    /// Its release.
    public var release: String
    /// Its machine.
    public var machine: String
    /// The version of its package; nil for one that was given by path.
    public var version: String?
    /// The image's SHA-256.
    public var sha256: String
    /// The image's file.
    public var path: String
    /// What its configuration and its types say; nil when neither is known.
    public var features: [Feature]?
    /// Whether its configuration is known.
    public var hasConfiguration: Bool

    /// A row.
    public init(
      names: [String], release: String, machine: String, version: String?, sha256: String, path: String,
      features: [Feature]?, hasConfiguration: Bool
    ) {
      self.names = names
      self.release = release
      self.machine = machine
      self.version = version
      self.sha256 = sha256
      self.path = path
      self.features = features
      self.hasConfiguration = hasConfiguration
    }
  }

  /// Something that a kernel is built with or without.
  public struct Feature: Codable, Hashable, Sendable {
    /// What: `BTF`, `LSM`.
    public var name: String
    /// Whether it is there.
    public var isThere: Bool
    /// What Assay needs it for.
    public var serves: String

    /// A feature.
    public init(_ name: String, _ isThere: Bool, serves: String) {
      self.name = name
      self.isThere = isThere
      self.serves = serves
    }
  }

  /// The kernels.
  public var kernels: [Row]

  /// A listing.
  public init(kernels: [Row]) {
    self.kernels = kernels
  }

  /// As a table.
  public func text(_ traits: TerminalTraits) -> String {
    guard !kernels.isEmpty else {
      return "no kernels yet: assay kernels fetch debian:6.1, or assay kernels add ./vmlinuz --name NAME\n"
    }
    var table = TextTable(
      columns: [.init("KERNEL", .left), .init("RELEASE", .left), .init("PACKAGE", .left), .init("MACHINE", .left)])
    for row in kernels {
      let cells: [TextTable.Cell] = [
        .init(TerminalText.escape(row.names.first ?? row.release), .strong), .init(TerminalText.escape(row.release)),
        .init(TerminalText.escape(row.version ?? "-")), .init(TerminalText.escape(row.machine)),
      ]
      table.lines.append(.cells(cells))
      for name in row.names.dropFirst() {
        table.lines.append(.note("also " + TerminalText.escape(name), indentation: 2))
      }
      table.lines.append(.note("sha256 \(row.sha256)", indentation: 2))
      let (present, missing) = (row.features?.filter(\.isThere) ?? [], row.features?.filter { !$0.isThere } ?? [])
      if !present.isEmpty {
        table.lines.append(.note("with \(present.map(\.name).joined(separator: ", "))", indentation: 2))
      }
      for feature in missing {
        table.lines.append(.note("without \(feature.name): no \(feature.serves)", indentation: 2))
      }
      if !row.hasConfiguration {
        table.lines.append(.note("no configuration beside it: assay kernels probe asks it", indentation: 2))
      }
    }
    return table.render(traits)
  }
}
