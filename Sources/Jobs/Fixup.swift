/// A change made to an object in memory so that it loads without its own loader; named in the program's row.
public enum Fixup: Codable, Hashable, Sendable {
  /// `max_entries` was 0 and its loader sets it.
  case mapEntries(map: String, entries: UInt32)
  /// `value_size` of a stack-trace map was 0.
  case stackTraceValueSize(map: String, bytes: UInt32)
  /// The map asked to be pinned; nothing is pinned.
  case unpinned(map: String)
  /// The section name says no type; it was read from the context argument's BTF.
  case guessedType(section: String, type: String)
  /// A map of maps had no usable inner map; one was made from its template.
  case innerMapTemplate(map: String)
  /// A legacy `maps` section was rewritten to `.maps` with BTF.
  case legacyMaps(section: String)
  /// The linked libbpf does not know the section name; it was registered from Assay's own table.
  case registeredSection(String)
  /// The map was given another size with `--set-map`.
  case mapOverride(map: String, field: String, value: UInt32)
}
