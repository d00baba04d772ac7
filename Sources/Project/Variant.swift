public import Placed

/// One way in which inputs ship: with other compiler flags, other values of global variables, or both. The verifier
/// prunes code that constants make dead, so what ships is what must be verified.
public struct Variant: Hashable, Sendable {
  /// A value for a global variable, as text: its type is known only to the object's BTF.
  public struct Global: Hashable, Sendable {
    /// The variable, or a part of it: `limit`, `config.sizes[2]`.
    public var name: Located<String>
    /// The value as it was written.
    public var value: Located<String>
  }

  /// The variant's name and where it stands.
  public var name: Located<String>
  /// Globs of the inputs that it is for, relative to the file; nil for all.
  public var inputs: [Located<String>]?
  /// Flags for clang, added to the file's own; each may hold several words.
  public var cflags: [Located<String>]
  /// Files of flags, of which each makes a variant of its own; nil for a variant that is one.
  public var flagFiles: FlagFiles?
  /// Values of global variables, in the order of the file.
  public var globals: [Global]

  init?(_ entry: PlacedNode.Entry, _ problems: inout PlacedProblems) {
    name = entry.key
    guard var fields = entry.value.fields(&problems) else { return nil }
    inputs = fields.take(VariantKey.inputs.rawValue)?.oneOrMore(&problems) { $0.located(&$1) }
    cflags = fields.take(VariantKey.cflags.rawValue)?.oneOrMore(&problems) { $0.located(&$1) } ?? []
    flagFiles = fields.take(VariantKey.flagFiles.rawValue)?.located(&problems).map(FlagFiles.init)
    globals = (fields.take(VariantKey.globals.rawValue)?.entries(&problems) ?? []).compactMap { entry in
      entry.value.located(&problems).map { Global(name: entry.key, value: $0) }
    }
    fields.finish(&problems)
    if name.value.isEmpty { problems.add("a variant needs a name", at: name.span) }
  }
}
