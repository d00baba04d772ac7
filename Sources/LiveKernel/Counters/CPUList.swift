/// Processors as the kernel lists them, such as `0-3,8` (Documentation/admin-guide/cputopology.rst).
struct CPUList: Hashable, Sendable {
  /// Their numbers, ascending.
  var numbers: [Int]

  /// Reads a list; nil for what is none. An empty one is a list.
  init?(_ text: String) {
    numbers = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 0, last >= first,
        last < 1 << 16
      else { return nil }
      numbers += first...last
    }
    numbers.sort()
  }

  /// Whether a processor is among them.
  func contains(_ cpu: Int) -> Bool { numbers.contains(cpu) }
}
