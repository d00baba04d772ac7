/// The keys of a test file. `docs/test.schema.json` has the same ones; a test compares them.
public enum TestFileKey: String, CaseIterable, Sendable {
  /// Sources or objects whose programs the cases run.
  case objects
  /// Kernels that the cases run on.
  case kernels
  /// Values by name, for `$name`.
  case bindings = "let"
  /// Packets by name, for `from`.
  case packets
  /// Values of maps, contexts and globals by name, for `from`.
  case structs
  /// The types of records that pass through maps, by the maps' names.
  case records
  /// Keys of a case, put under each of them.
  case defaults
  /// The cases.
  case cases
}
