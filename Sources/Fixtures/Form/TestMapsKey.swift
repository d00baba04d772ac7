/// The keys of a case's `maps`. `docs/test.schema.json` has the same ones; a test compares them.
public enum TestMapsKey: String, CaseIterable, Sendable {
  /// What is written into maps before the first run.
  case before
  /// What must be in maps after the last one: the same as `expect.maps`.
  case after
}
