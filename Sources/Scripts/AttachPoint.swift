import Findings

/// One place that a probe of a bpftrace script is attached to: `tracepoint:sched:sched_switch`.
public struct AttachPoint: Hashable, Sendable {
  /// It as written, without quotes.
  public var text: String
  /// Where it stands: bytes from the start of the script.
  public var range: Range<Int>

  /// Short names of providers, as bpftrace has them.
  private static let aliases = [
    "k": "kprobe", "kr": "kretprobe", "u": "uprobe", "ur": "uretprobe", "t": "tracepoint", "rt": "rawtracepoint",
    "U": "usdt", "p": "profile", "i": "interval", "s": "software", "h": "hardware", "w": "watchpoint",
    "aw": "asyncwatchpoint", "f": "kfunc", "fr": "kretfunc", "it": "iter", "fentry": "kfunc", "fexit": "kretfunc",
  ]

  init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }

  /// The parts between colons, the provider's name written out.
  public var parts: [String] {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if let full = parts.first.flatMap({ Self.aliases[$0] }) { parts[0] = full }
    return parts
  }

  /// The provider: `kprobe`, `BEGIN`.
  public var provider: String { parts.first ?? "" }

  /// What it is attached to in the provider: a function or event; nil when it has none.
  public var target: String? {
    let parts = parts
    return parts.count > 1 ? parts.last : nil
  }

  /// It with the provider's name written out.
  public var fullText: String { parts.joined(separator: ":") }

  /// Whether another place, without wildcards, is one that it means.
  func covers(_ other: String) -> Bool { Glob(fullText).matches(other) }
}
