import Findings
public import Placed

/// What `assay.yml` says. Every value has its place; paths are relative to the file.
public struct ProjectSettings: Hashable, Sendable {
  /// The file's path, as it was found.
  public var path: String
  /// Objects: paths or globs.
  public var objects: [Located<String>]
  /// C sources: paths or globs.
  public var sources: [Located<String>]
  /// Flags for clang; each may hold several words.
  public var cflags: [Located<String>]
  /// Which clang, by its name along `PATH`; nil for the first that can compile for BPF.
  public var clang: Located<String>?
  /// The most bytes that an object's maps may take; nil for the default.
  public var mapMemory: Located<UInt64>?
  /// Kernels that the inputs must load on, in the order of the file; none for the running one.
  public var kernels: [ProjectKernel]
  /// Ways to build or preset inputs, in the order of the file.
  public var variants: [Variant]
  /// What lint rules are to find; nil when nothing is said.
  public var lint: LintSettings?
  /// What programs may cost; nil when nothing is said.
  public var budgets: BudgetSettings?

  /// The directory that paths are relative to.
  public var directory: String { LocalFile.parent(of: path) }

  /// Reads a file's bytes; `path` is where it was found.
  public init(_ bytes: [UInt8], path: String) throws(PlacedError) {
    self = try PlacedDocument(bytes, file: path).decode { root, problems in
      ProjectSettings(root, path: path, &problems)
    }
  }

  private init?(_ root: PlacedNode, path: String, _ problems: inout PlacedProblems) {
    guard var fields = root.fields(&problems) else { return nil }
    func texts(_ key: ProjectKey, _ problems: inout PlacedProblems) -> [Located<String>] {
      fields.take(key.rawValue)?.oneOrMore(&problems) { $0.located(&$1) } ?? []
    }
    self.path = path
    objects = texts(.objects, &problems)
    sources = texts(.sources, &problems)
    cflags = texts(.cflags, &problems)
    clang = fields.take(ProjectKey.clang.rawValue)?.located(&problems)
    mapMemory = fields.take(ProjectKey.mapMemory.rawValue).flatMap { node in
      node.byteCount(&problems).map { Located($0, at: node.span) }
    }
    kernels = fields.take(ProjectKey.kernels.rawValue)?.oneOrMore(&problems) { ProjectKernel($0, &$1) } ?? []
    variants = (fields.take(ProjectKey.variants.rawValue)?.entries(&problems) ?? [])
      .compactMap { Variant($0, &problems) }
    lint = fields.take(ProjectKey.lint.rawValue).flatMap { LintSettings($0, &problems) }
    budgets = fields.take(ProjectKey.budgets.rawValue).flatMap { BudgetSettings($0, &problems) }
    fields.finish(&problems)
    if let clang, !Self.isCompilerName(clang.value) {
      problems.add(
        "clang must be a name such as clang or clang-18", at: clang.span,
        hint: "give a path with --clang: a repository does not choose which file is run")
    }
  }

  /// Whether a word is `clang` or `clang-N`. Anything else could be a program of the repository's own.
  private static func isCompilerName(_ name: String) -> Bool {
    guard name.hasPrefix("clang") else { return false }
    let rest = name.dropFirst("clang".count)
    return rest.isEmpty
      || (rest.first == "-" && rest.count > 1 && rest.dropFirst().utf8.allSatisfy { (48...57).contains($0) })
  }

  /// The variants that an input is verified as; empty when it is taken as it is. A variant that only has flags says
  /// nothing about an object.
  public func variants(for input: String, isSource: Bool) -> [Variant] {
    variants.filter { variant in
      guard isSource || !variant.globals.isEmpty || variant.cflags.isEmpty else { return false }
      guard let inputs = variant.inputs else { return true }
      return inputs.contains { PathGlob(LocalFile.join(directory, $0.value)).matches(input) }
    }
  }
}
