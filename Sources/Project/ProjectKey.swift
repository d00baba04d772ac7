/// The keys of `assay.yml`. `docs/assay.schema.json` has the same ones; a test compares them.
public enum ProjectKey: String, CaseIterable, Sendable {
  /// Objects: paths or globs.
  case objects
  /// C sources: paths or globs.
  case sources
  /// Flags for clang.
  case cflags
  /// Which clang, by its name along `PATH`.
  case clang
  /// The most memory that an object's maps may take.
  case mapMemory = "map-memory"
  /// Kernels that the inputs must load on.
  case kernels
  /// Ways to build or preset an input.
  case variants
  /// What lint rules are to find and how much it matters.
  case lint
  /// What programs may cost.
  case budgets
  /// Commands that make objects; `assay gate` and `assay baseline` run them, unless `--no-build` is given, and others with
  /// `--build`.
  case build
  /// Test files: paths or globs.
  case tests
  /// Whether a gate measures what of the programs the cases run.
  case coverage
  /// What a gate measures.
  case bench
  /// How much figures may grow.
  case growth
  /// Programs that kernels are expected to refuse.
  case expect
  /// What makes a gate fail.
  case blocks
  /// What a gate only tells of.
  case warns
  /// The file with earlier figures.
  case baseline
  /// Files that a gate writes.
  case reports
  /// The file that gates and measurements record their runs in.
  case history
}
