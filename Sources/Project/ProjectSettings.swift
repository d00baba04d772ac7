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
  /// Commands for a shell, run in the file's directory before inputs are looked for.
  public var build: [Located<String>]
  /// Test files: paths or globs; none for those beside the inputs.
  public var tests: [Located<String>]
  /// Whether a gate measures what of the programs the cases run; nil when nothing is said.
  public var coverage: Located<Bool>?
  /// What a gate measures; nil when nothing is said.
  public var bench: BenchSettings?
  /// How much figures may grow.
  public var growth: GrowthSettings
  /// Programs that kernels are expected to refuse; nil when there are none.
  public var expect: ExpectSettings?
  /// The parts of a gate that only tell: their failures are warnings.
  public var warns: Set<GatePart>
  /// The file with earlier figures, relative to this one; nil for the usual one.
  public var baseline: Located<String>?
  /// Files that a gate writes, relative to this one.
  public var reports: [ReportKind: Located<String>]
  /// The file that gates and measurements record their runs in, relative to this one; nil where they record none unasked.
  public var history: Located<String>?

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
    build = texts(.build, &problems)
    tests = texts(.tests, &problems)
    coverage = fields.take(ProjectKey.coverage.rawValue).flatMap { node in
      node.boolean(&problems).map { Located($0, at: node.span) }
    }
    bench = fields.take(ProjectKey.bench.rawValue).flatMap { BenchSettings($0, &problems) }
    growth = fields.take(ProjectKey.growth.rawValue).flatMap { GrowthSettings($0, &problems) } ?? .usual
    expect = fields.take(ProjectKey.expect.rawValue).flatMap { ExpectSettings($0, &problems) }
    warns = Self.warns(
      blocks: fields.take(ProjectKey.blocks.rawValue), warns: fields.take(ProjectKey.warns.rawValue), &problems)
    baseline = fields.take(ProjectKey.baseline.rawValue)?.located(&problems)
    reports = Self.reports(fields.take(ProjectKey.reports.rawValue), &problems)
    history = fields.take(ProjectKey.history.rawValue)?.located(&problems)
    fields.finish(&problems)
    if let clang, !Self.isCompilerName(clang.value) {
      problems.add(
        "clang must be a name such as clang or clang-18", at: clang.span,
        hint: "give a path with --clang: a repository does not choose which file is run")
    }
  }

  /// What only warns: the parts that `warns` names, or all that `blocks` does not.
  private static func warns(
    blocks: PlacedNode?, warns: PlacedNode?, _ problems: inout PlacedProblems
  ) -> Set<GatePart> {
    if blocks != nil, let warns {
      problems.add(
        "one of blocks and warns says which parts are which", at: warns.span,
        hint: "name what blocks, or what only warns: the other parts do the other")
    }
    func parts(_ node: PlacedNode) -> Set<GatePart> {
      if case .sequence(let nodes) = node.content, nodes.isEmpty { return [] }
      return Set(node.oneOrMore(&problems) { $0.choice(GatePart.self, &$1) } ?? [])
    }
    if let blocks { return Set(GatePart.allCases).subtracting(parts(blocks)) }
    return warns.map(parts) ?? []
  }

  private static func reports(
    _ node: PlacedNode?, _ problems: inout PlacedProblems
  ) -> [ReportKind: Located<String>] {
    guard var fields = node?.fields(&problems) else { return [:] }
    var reports: [ReportKind: Located<String>] = [:]
    for kind in ReportKind.allCases { reports[kind] = fields.take(kind.rawValue)?.located(&problems) }
    fields.finish(&problems)
    return reports
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
      guard isSource || !variant.globals.isEmpty || variant.isWithoutFlags else { return false }
      guard let inputs = variant.inputs else { return true }
      return inputs.contains { PathGlob(LocalFile.join(directory, $0.value)).matches(input) }
    }
  }
}
