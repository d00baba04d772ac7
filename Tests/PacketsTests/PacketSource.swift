import Findings
import Packets
import Placed
import Testing

/// Packets and expectations from YAML text.
enum PacketSource {
  static func node(_ yaml: String) throws -> PlacedNode {
    try PlacedDocument(Array(yaml.utf8), file: "t.yml").root
  }

  /// The bytes that a packet's YAML gives.
  static func bytes(_ yaml: String, files: [String: [UInt8]] = [:]) throws -> [UInt8] {
    try PlacedDocument(Array(yaml.utf8), file: "t.yml").decode { node, problems in
      PacketForm(node, files: { files[$0] }, &problems)?.bytes
    }
  }

  /// What is wrong with a packet's YAML, `line:column: message; hint`.
  static func problems(_ yaml: String, files: [String: [UInt8]] = [:]) throws -> [String] {
    try texts(yaml) { node, problems in _ = PacketForm(node, files: { files[$0] }, &problems) }
  }

  static func expectation(_ yaml: String) throws -> PacketExpectation {
    try PlacedDocument(Array(yaml.utf8), file: "t.yml").decode { node, problems in PacketExpectation(node, &problems) }
  }

  static func expectationProblems(_ yaml: String) throws -> [String] {
    try texts(yaml) { node, problems in _ = PacketExpectation(node, &problems) }
  }

  private static func texts(_ yaml: String, _ read: (PlacedNode, inout PlacedProblems) -> Void) throws -> [String] {
    var problems = PlacedProblems()
    read(try node(yaml), &problems)
    return problems.all.map { problem in
      "\(problem.span.line):\(problem.span.column ?? 0): \(problem.message)" + (problem.hint.map { "; \($0)" } ?? "")
    }
  }

  /// Bytes from hex digits.
  static func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension PlacedNode {
  /// A mapping's keys.
  var keys: [String] {
    if case .mapping(let entries) = content { entries.map(\.key.value) } else { [] }
  }
}
