/// An instruction that a verifier's log prints.
struct LoggedInstruction: Hashable {
  var slot: Int
  /// `(xx) ` and the words.
  var text: String

  /// Every instruction that a level-2 log prints: those walked, and the rows of its table of live registers, which holds
  /// all (since 6.16) and stands first. Of a long log only the beginning is read.
  static func all(in log: [UInt8]) -> Set<LoggedInstruction> {
    guard !log.isEmpty else { return [] }
    let beginning = log.prefix(64 << 10)
    let whole = beginning[...(beginning.lastIndex(of: UInt8(ascii: "\n")) ?? beginning.startIndex)]
    return Set(
      String(decoding: whole, as: UTF8.self).split(separator: "\n").compactMap { LoggedInstruction(line: $0) })
  }

  private init?(line: Substring) {
    let number = line.drop { $0 == " " }.prefix { $0.isNumber }
    guard let slot = Int(number) else { return nil }
    var rest = line[number.endIndex...]
    guard rest.hasPrefix(": ") else { return nil }
    rest = rest.dropFirst(2)
    // A row of the table: one mark for each register.
    if rest.count > 11, rest.prefix(10).allSatisfy({ $0 == "." || $0.isNumber }) { rest = rest.dropFirst(11) }
    guard rest.count > 5, rest.first == "(", rest.dropFirst(3).first == ")" else { return nil }
    self.slot = slot
    text = String(rest.prefix { $0 != ";" }.reversed().drop { $0 == " " }.reversed())
  }
}
