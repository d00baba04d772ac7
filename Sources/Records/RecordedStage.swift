/// What was done in a run.
public enum RecordedStage: String, Codable, Sendable, CaseIterable {
  /// Programs were looked at by rules.
  case lint
  /// Programs were loaded.
  case verify
  /// Programs were run on fixtures.
  case test
  /// Programs were measured.
  case bench
}
