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
  func covers(_ other: String) -> Bool { Self.fits(fullText.utf8[...], other.utf8[...]) }

  private static func fits(_ pattern: Substring.UTF8View, _ text: Substring.UTF8View) -> Bool {
    var (pattern, text) = (pattern, text)
    // Where to go on when the last `*` has to take one byte more.
    var retry: (pattern: Substring.UTF8View, text: Substring.UTF8View)?
    while let byte = text.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, text)
      } else if pattern.first == byte {
        pattern = pattern.dropFirst()
        text = text.dropFirst()
      } else if let again = retry {
        pattern = again.pattern
        text = again.text.dropFirst()
        retry = (pattern, text)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
