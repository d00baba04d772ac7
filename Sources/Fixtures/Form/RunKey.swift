/// The keys of a case's `run`. `docs/test.schema.json` has the same ones; a test compares them.
public enum RunKey: String, CaseIterable, Sendable {
  /// Whether an XDP program's verdict acts on real frames, within the case's own network namespace.
  case liveFrames = "live_frames"
}
