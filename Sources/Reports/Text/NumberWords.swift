/// Words of a text, of which those are one that a reader takes in at once: `+248 %`, `81 905`, `12 345 instructions`.
enum NumberWords {
  private static let units: Set<String> = [
    "%", "ns", "µs", "ms", "s", "B", "KiB", "MiB", "GiB", "TiB", "bytes", "byte", "cycles", "instructions",
    "instruction",
  ]

  /// The words, with what belongs together joined by its space.
  static func joined(_ words: [Substring]) -> [String] {
    var joined: [String] = []
    var last: Substring = ""
    for word in words {
      if let line = joined.popLast() {
        let isOne = isNumber(last) && (isUnit(word) || isGroup(of: last, word))
        if isOne { joined.append("\(line) \(word)") } else { joined += [line, String(word)] }
      } else {
        joined.append(String(word))
      }
      last = word
    }
    return joined
  }

  /// `300`, `+248`, `(-12.5`.
  private static func isNumber(_ word: Substring) -> Bool {
    let digits = word.drop { "(+-<~±".contains($0) }
    return digits.last?.isASCIIDigit ?? false && digits.allSatisfy { $0.isASCIIDigit || $0 == "." }
  }

  private static func isUnit(_ word: Substring) -> Bool {
    units.contains(String(word.prefix { !".,;:)".contains($0) }))
  }

  /// Whether three digits go on with those before them, as `NumberText.grouped` writes them.
  private static func isGroup(of last: Substring, _ word: Substring) -> Bool {
    let before = last.drop { !$0.isASCIIDigit }
    let digits = word.prefix { $0.isASCIIDigit }
    return (1...3).contains(before.count) && before.allSatisfy(\.isASCIIDigit) && digits.count == 3
      && word.dropFirst(3).allSatisfy { ".,;:)".contains($0) }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
