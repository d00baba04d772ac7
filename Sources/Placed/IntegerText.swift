/// A whole number as people write it, made ready for the standard library.
struct IntegerText {
  let text: String
  let radix: Int

  /// Nil when it is no number: an optional sign, an optional `0x`, `0o` or `0b`, digits with single `_` between them.
  init?(_ written: String) {
    var rest = written[...]
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      rest = rest.dropFirst()
    }
    var radix = 10
    for (prefix, base) in [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2)] where rest.hasPrefix(prefix) {
      radix = base
      rest = rest.dropFirst(2)
    }
    let groups = rest.split(separator: "_", omittingEmptySubsequences: false)
    let isNumber = groups.allSatisfy { group in
      !group.isEmpty && group.allSatisfy { $0.isASCII && ($0.hexDigitValue ?? 99) < radix }
    }
    guard isNumber, !groups.isEmpty else { return nil }
    text = sign + groups.joined()
    self.radix = radix
  }
}
