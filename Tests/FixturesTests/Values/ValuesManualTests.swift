import BPFObject
import BTF
import Fixtures
import Foundation
import Placed
import TestSupport
import Testing

/// `docs/values.md` says nothing that does not hold.
@Suite(.requires("clang")) struct ValuesManualTests {
  private static func text() throws -> String {
    try String(contentsOf: Repository.path("docs/values.md"), encoding: .utf8)
  }

  /// The blocks of one language.
  private static func blocks(_ language: String) throws -> [String] {
    try text().components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  /// The rows of the table: a type, what may be written, the bytes.
  private static func rows() throws -> [(types: [String], written: [String], bytes: String)] {
    try text().components(separatedBy: "\n").filter { $0.hasPrefix("| `") }.map { line in
      // A bar in a cell is escaped.
      let cells = line.replacingOccurrences(of: "\\|", with: "\u{1}").components(separatedBy: "|").map(quoted)
      try #require(cells.count == 5, "\(line)")
      let bytes = try #require(cells[3].first)
      return (types: cells[1], written: cells[2], bytes: bytes)
    }
  }

  /// What stands between backquotes.
  private static func quoted(_ cell: String) -> [String] {
    let parts = cell.replacingOccurrences(of: "\u{1}", with: "|").components(separatedBy: "`")
    return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
  }

  /// The manual's program, with a variable for each type of the table.
  private static func object() async throws -> ObjectFile {
    var source = "#include <linux/in6.h>\n" + (try blocks("c").joined(separator: "\n"))
    for (row, entry) in try rows().enumerated() {
      for (index, type) in entry.types.enumerated() {
        let halves = type.split(separator: "[").map(String.init)
        source += "\n\(halves[0]) v_\(row)_\(index)\(halves.count == 2 ? "[" + halves[1] : "");"
      }
    }
    source += """

      struct event *event;
      SEC("xdp") int program(struct xdp_md *context) { return limits.low + total + (event != 0); }

      """
    return try ObjectFile(bytes: try await CSource(source).compiled(), name: "manual.bpf.o")
  }

  @Test func `every row of the table writes its bytes`() async throws {
    let types = try #require(try await Self.object().types)
    let rows = try Self.rows()
    #expect(rows.count > 10)
    for (row, entry) in rows.enumerated() {
      for index in entry.types.indices {
        let type = try #require(types.type(named: "v_\(row)_\(index)", kind: .var)?.target)
        for written in entry.written {
          var problems = PlacedProblems()
          let node = try PlacedDocument(Array(written.utf8), file: "f.yml").root
          let bytes = TypedValues(types: types).bytes(of: node, type: type, &problems)
          #expect(bytes.map(hex) == entry.bytes, "\(entry.types[index]) \(written): \(problems.texts)")
        }
      }
    }
  }

  @Test func `every example fits the program`() async throws {
    let object = try await Self.object()
    var seen: Set<String> = []
    for block in try Self.blocks("yaml") {
      var problems = PlacedProblems()
      let node = try PlacedDocument(Array(block.utf8), file: "f.yml").root
      let title = String(block.prefix { $0 != "\n" })
      switch title {
      case "# maps.before": #expect(MapFixture(node, object: object, &problems).entries.count == 10)
      case "# expect.maps": #expect(MapExpectation.list(node, object: object, &problems).count == 7)
      case "# globals": #expect(GlobalFixture(node, object: object, &problems).bytes.count == 2)
      case "# expect.globals": #expect(GlobalExpectation(node, object: object, &problems).sections.count == 2)
      case "# expect.events": #expect(EventExpectation.list(node, object: object, &problems).count == 1)
      default: Issue.record("the example '\(title)' is of no known kind")
      }
      #expect(problems.texts == [])
      seen.insert(title)
    }
    #expect(seen.count == 5)
  }
}
