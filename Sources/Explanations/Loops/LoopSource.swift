import Analysis

/// A loop's head as C has it.
struct LoopSource {
  /// What has to hold for another round: `i < *limit`; nil where the line does not show it.
  let condition: String?

  private static let heads = ["for", "while", "bpf_for", "bpf_for_each", "bpf_repeat"]

  /// Whether a line begins a loop, or ends one that is tested at its end.
  static func isHead(_ line: String) -> Bool {
    let code = line.firstRange(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    return heads.contains { SourceNames.arguments(of: $0, in: code + ")))))") != nil }
      || code.split(separator: " ").joined().trimmingPrefix { $0 == "\t" }.hasPrefix("do{")
  }

  /// Reads a line.
  init(_ line: String) {
    let arguments = SourceNames.arguments(of: "for", in: line) ?? SourceNames.arguments(of: "while", in: line)
    let whole = arguments?.joined(separator: ", ") ?? ""
    let parts = whole.split(separator: ";", omittingEmptySubsequences: false)
    let condition = (parts.count >= 2 ? parts[1] : parts.count == 1 ? parts[0] : "").drop { $0 == " " }
    self.condition = condition.isEmpty ? nil : String(condition)
  }
}
