/// The keys of an expectation, and of a snapshot's records. `docs/test.schema.json` has the same ones; a test compares
/// them.
public enum ExpectKey: String, CaseIterable, Sendable {
  /// The program's return value.
  case returned = "return"
  /// The packet afterwards.
  case packet
  /// The context afterwards.
  case context
  /// Maps afterwards.
  case maps
  /// Global variables afterwards.
  case globals
  /// Records in ring buffers and perf event arrays.
  case events
  /// Calls of helpers and of the kernel's functions.
  case calls
  /// Lines that the program printed.
  case trace
}
