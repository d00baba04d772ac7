/// The keys of one variant in `assay.yml`.
public enum VariantKey: String, CaseIterable, Sendable {
  /// Which inputs it is for: paths or globs; all when it is left out.
  case inputs
  /// Flags added to the file's.
  case cflags
  /// Files of flags, each of them a variant.
  case flagFiles = "flag-files"
  /// Values of global variables.
  case globals
}
