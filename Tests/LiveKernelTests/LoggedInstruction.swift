import Foundation

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

  /// Whether libbpf put it there instead of what this kernel lacks: a call of 195896080, or from 2001000000 on
  /// (libbpf.c: `poison_map_ldimm64`, `poison_kfunc_call`; relo_core.c: `bpf_core_poison_insn`).
  var isPoisoned: Bool {
    guard let mark = text.range(of: "call unknown#"), let number = Int(text[mark.upperBound...]) else { return false }
    return number == 195_896_080 || number >= 2_001_000_000
  }

  private init?(line: Substring) {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    // A row of the table whose instruction is in a loop has the loop's number in front.
    let numbers = line[..<colon].split(separator: " ")
    guard numbers.count <= 2, numbers.allSatisfy({ Int($0) != nil }), let slot = numbers.last.flatMap({ Int($0) })
    else {
      return nil
    }
    var rest = line[colon...]
    guard rest.hasPrefix(": ") else { return nil }
    rest = rest.dropFirst(2)
    // A row of the table: one mark for each register.
    if rest.count > 11, rest.prefix(10).allSatisfy({ $0 == "." || $0.isNumber }) { rest = rest.dropFirst(11) }
    guard rest.count > 5, rest.first == "(", rest.dropFirst(3).first == ")" else { return nil }
    self.slot = slot
    text = String(rest.prefix { $0 != ";" }.reversed().drop { $0 == " " }.reversed())
  }
}
