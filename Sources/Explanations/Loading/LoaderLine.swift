/// What a loader's line tells by itself.
public enum LoaderLine {
  /// Whether it tells of a refusal.
  public static func saysNo(_ line: String) -> Bool {
    ["failed", "can't", "cannot", "unsupported", "invalid", "not found", "doesn't", "error"].contains {
      line.contains($0)
    }
  }

  /// Whether it stands at the head of a refused load's log, as cilium/ebpf has it.
  public static func isHeadOfRefusal(_ line: String) -> Bool { line.hasPrefix("load program: ") }
}
